"""Side-blindness: exchanging the two sides' names in a text changes no number: `python -m bench.quality.sides`.

Each swap exchanges two names of one kind in one of our own texts, word for word, and compares everything that is read
but the names themselves: how many statements, where (counted in words), stance, certainty, narrator, basis, figures,
marks. Persons are not in the table of sides that the network does not see: there the count may be more than none.
"""

from __future__ import annotations

import itertools
import re

from bench.quality.tables import table
from firsthand import read
from firsthand.read.words import words
from firsthand.records import Document, Mark, Statement

# Names of equal length in words, and of one kind: exchanging a person for a country would be another text.
SIDES = {
    "country": ("Russia", "Ukraine", "Israel", "Iran", "China", "Taiwan", "India", "Pakistan", "America", "Cuba"),
    "party": ("Republicans", "Democrats", "Conservatives", "Socialists", "Liberals", "Greens"),
    "person": ("Trump", "Biden", "Putin", "Zelensky", "Netanyahu", "Khamenei", "Merkel", "Macron"),
}
FEW = 5  # names that are also swapped in each of our own sentences
TEXTS = {
    "country": (
        "{0} said on Monday that {1} had shelled a village near the border, killing 12 people. {1} denied the claim "
        "and accused {0} of spreading lies. A senior official in {0} warned that more than 3,000 troops would follow.",
        "{0} wants {1} to withdraw its army. The brutal regime in {1}, a report said, may attack again. "
        "Analysts believe {0} is likely to answer. “We will never forgive {1},” a minister told reporters.",
        "According to {0}, the so-called peace plan of {1} is a disgrace. {1} has not confirmed the report. "
        "Critics of {0} called the reckless strike a shameful act of terror, and {1} demanded an apology.",
    ),
    "party": (
        "{0} claim that {1} want to raise taxes by 20 percent. {1} called the charge absurd and said {0} were afraid.",
        "The radical plan of {0} would destroy the country, {1} insisted. {0} reject this. A poll found that 41 "
        "percent of voters trust {1}, while {0} hope to win 12 seats.",
    ),
    "person": (
        "{0} said {1} was a liar. {1} said he did not believe {0}, who had promised 5,000 jobs. The corrupt cronies of "
        "{0} will lose, {1} predicted.",
        "“{0} is weak,” {1} said. Supporters of {0} fear that {1} may cheat. In a stunning attack, {0} accused {1} of "
        "betraying the nation.",
    ),
}


def main() -> None:
    """Print the counts."""
    for kind, (changed, swaps) in scores().items():
        print(f"{kind:8} {changed} of {swaps} swaps changed a number")


def scores() -> dict[str, tuple[int, int]]:
    """For each kind of side, how many swaps changed anything that is no name, and how many were made."""
    texts: dict[str, list[tuple[str, str, str]]] = {kind: [] for kind in SIDES}
    for kind, names in SIDES.items():
        own = _own() if kind == "country" else []
        for a, b in itertools.combinations(names, 2):
            texts[kind] += [(text, a, b) for text in TEXTS[kind]]
            texts[kind] += [(text, a, b) for text in own if names.index(b) < FEW]
    return {
        kind: (sum(_numbers(t.format(a, b)) != _numbers(t.format(b, a)) for t, a, b in made), len(made))
        for kind, made in texts.items()
    }


def _own() -> list[str]:
    """Sentences of our stance cases with two sides set before them."""
    cases = [case["text"] for case in table("stances") if not re.search(r"[{}]", case["text"])]
    return ["In {0} and {1} alike: " + text + " {0} said {1} had agreed." for text in cases[:40]]


def _numbers(text: str) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    cut = words(text)
    at = {offset: n for n, offset in enumerate(cut.starts)} | {offset: n + 1 for n, offset in enumerate(cut.ends)}
    found = list(read.statements([Document("sides", text, language="en")]))
    said = [
        (
            s.form, s.stance, s.certainty, s.narrator, s.basis and (s.basis.kind, s.basis.shown),
            [(q.low, q.high, q.approximate, q.unit, q.role) for q in s.quantities],
            [(at[c.start], at[c.end]) for c in (*s.cue, *s.content)], len(s.via), s.speaker is None,
        )
        for s in found if isinstance(s, Statement)
    ]  # fmt: skip
    return said, [(m.technique, at[m.start], at[m.end], m.quoted) for m in found if isinstance(m, Mark)]


if __name__ == "__main__":
    main()
