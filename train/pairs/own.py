"""Our own pairs: same claim or apart. Names and figures are exchanged, so that none of them tells anything."""

from __future__ import annotations

import random
import re
from pathlib import Path

from train.pairs.items import Cut, Item, item

OWN = Path(__file__).parent / "own"
HELD = ("science", "transport", "housing")  # topics kept apart from training: the setting is chosen on them
VARIANTS = 6
LONGER = 2  # our pairs have seven words a side, statements in news twice as many: each also with another beside it
SEED = 29
_NAME = re.compile(r"\b[A-Z][a-z]{3,}\b")
_FIGURE = re.compile(r"(?<![\d.,:-])\d{1,3}(?:,\d{3})+(?![\d.,:])|(?<![\d.,:-])\d{2,3}(?![\d.,:]|\d|%?-)")
_STARTS = re.compile(r"(?:^|[.!?:;“\"] *)$")
POOL = (
    "Aldmoor Bergvik Calder Dorring Eastmere Falkrad Garnow Hestia Imbrun Jarvel Kestrin Lomar Marrick Nordal Ostrel "
    "Pellan Quarrick Rosvald Selmar Tarrow Ulmark Vesper Walden Yarrick Zelmar Brisk Corran Delphine Elmira Fenwick "
    "Gorland Halvern Istrad Jenska Kolmar Lisbet Merrow Norvik Orlan Petrak Rostan Sundby Torvald Umbria Velden Wexmoor"
).split()
NOUNS = (
    "the capital", "the company", "the ministry", "the town", "the minister", "the port", "the army", "the union",
    "the north", "the island", "the court", "the bank", "the region", "the club", "the agency", "the province",
)  # fmt: skip
DAYS = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April June July August September "
    "October November December".split()
)

Pair = tuple[str, str, str, str]


def pairs(topics: tuple[str, ...] | None = None, held: bool = False) -> list[Pair]:
    """Label, kind and both texts of each pair: of the topics trained on, of those held out, or of the ones named."""
    found = []
    for path in sorted(OWN.glob("*.tsv")):
        topic = path.stem.split("-")[0]
        if topic in topics if topics else (topic in HELD) == held:
            for line in path.read_text("utf-8").splitlines():
                label, kind, one, other = line.split("\t")
                found.append((label, kind, one, other))
    return found


def own(cut: Cut) -> list[Item]:
    """Every pair in both directions and several dresses; pairs of any two statements, which are apart."""
    dice = random.Random(SEED)
    found = []
    given = pairs()
    for label, _, one, other in given:
        for n in range(VARIANTS):
            a, b = (one, other) if n == 0 else dressed(one, other, dice)
            found.extend(_both(cut, a, b, label))
            if n % 3 == 2:
                a, b = unnamed(a, b, dice)
                found.extend(_both(cut, a, b, label))
            if n == 1 and (changed := parted(a, b, dice)) is not None and label == "same":
                found.extend(_both(cut, a, changed, "apart"))
    for _ in range(len(given) // 2):
        (_, _, one, _), (_, _, _, other) = dice.sample(given, 2)
        found.extend(_both(cut, one, other, "apart"))
    for pair in given * LONGER:
        found.extend(_both(cut, *longer(pair, dice.choice(given), dice), pair[0]))
    return found


def unnamed(one: str, other: str, dice: random.Random) -> tuple[str, str]:
    """The pair with a common noun for each name of both, and without its stops: as much of the news is worded."""
    for name, noun in zip(_names(one, other), dice.sample(NOUNS, len(NOUNS)), strict=False):
        one, other = (re.sub(rf"(?:\bthe )?\b{name}\b", noun, text) for text in (one, other))
    one, other = (text[:1].upper() + text[1:] for text in (one, other))
    return (one.rstrip("."), other.rstrip(".")) if dice.random() < 0.7 else (one, other)


def _both(cut: Cut, one: str, other: str, label: str) -> list[Item]:
    goals: dict[str, str | int] = {"same": int(label == "same")}
    if label == "same":
        goals["follows"] = "entailment"  # what makes the same claim follows, either way round
    return [item(cut, one, other, **goals), item(cut, other, one, **goals)]


def longer(pair: Pair, beside: Pair, dice: random.Random) -> tuple[str, str]:
    """A pair with a second statement on both sides, the same in other words or word for word: its label stays."""
    _, _, one, other = pair
    label, _, first, second = beside
    if label != "same" or dice.random() < 0.5:
        second = first
    between = dice.choice((" ", "; ", " - "))
    before = dice.random() < 0.5
    joined = [f"{b}{between}{a}" if before else f"{a}{between}{b}" for a, b in ((one, first), (other, second))]
    return joined[0], joined[1]


def _shared(pattern: re.Pattern[str], one: str, other: str) -> list[str]:
    mine, theirs = ({m.group() for m in pattern.finditer(text)} for text in (one, other))
    return sorted(mine & theirs)


def dressed(one: str, other: str, dice: random.Random) -> tuple[str, str]:
    """The pair with other names and figures: what both have is exchanged in both alike."""
    names = _names(one, other)
    for name, new in zip(names, dice.sample(POOL, len(names)), strict=True):
        if dice.random() < 0.7:
            one, other = (re.sub(rf"\b{name}\b", new, text) for text in (one, other))
    figures = _shared(_FIGURE, one, other)
    # A figure that a word of the other text may stand for ("twelve thousand") would be left behind: only alone.
    if len(figures) == 1 and _figures(one) == _figures(other) == 1 and dice.random() < 0.7:
        new = _other_figure(figures[0], dice)
        one, other = (text.replace(figures[0], new) for text in (one, other))
    return one, other


def parted(one: str, other: str, dice: random.Random) -> str | None:
    """The second text with one name or figure of both replaced by another: no longer the same claim."""
    ways = [*_names(one, other), *_shared(_FIGURE, one, other)]
    if not ways:
        return None
    way = dice.choice(ways)
    new = _other_figure(way, dice) if way[0].isdigit() else dice.choice(POOL)
    return re.sub(rf"(?<![\w,.]){re.escape(way)}(?![\w]|[,.]\d)", new, other)


def _names(one: str, other: str) -> list[str]:
    """Names in both texts that stand somewhere inside a sentence, where only a name has its capital."""
    inside = {m.group() for text in (one, other) for m in _NAME.finditer(text) if not _STARTS.search(text[: m.start()])}
    return [name for name in _shared(_NAME, one, other) if name in inside and name not in DAYS][: len(POOL)]


def _figures(text: str) -> int:
    return len(re.findall(r"\d[\d,.]*", text))


def _other_figure(figure: str, dice: random.Random) -> str:
    """Another figure of the same length and form."""
    while True:
        new = re.sub(r"\d", lambda _: str(dice.randrange(10)), figure)
        if figure.endswith("0"):
            zeros = len(figure.replace(",", "")) - len(figure.replace(",", "").rstrip("0"))
            digits = list(new)
            for at in [n for n, c in enumerate(digits) if c.isdigit()][-zeros:]:
                digits[at] = "0"
            new = "".join(digits)
        if new != figure and new[0] not in "01":
            return new
