"""The state of the question in three lines: who says it, what is shown, what would change it."""

from __future__ import annotations

from dataclasses import dataclass

from firsthand.tell import words
from firsthand.tell.index import CARRYING, Account, Index, Voice


@dataclass(frozen=True, slots=True)
class Part:
    """Some words of a line, and the place in the report that they open."""

    text: str
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One of the three questions with its answer and the qualification under it."""

    ask: str
    parts: tuple[Part, ...]
    small: str

    @property
    def text(self) -> str:
        """The answer without its links."""
        return "".join(part.text for part in self.parts)


def answer(index: Index) -> tuple[Line, ...]:
    """The three lines about the leading claim."""
    account = index.lead
    if account is None:
        return (Line("Who says it", (Part(_nothing(index)),), ""),)
    return (_who(account, index), _shown(account, index), _change(account, index))


def called(voice: Voice) -> str:
    """A voice by its letter and name: A (Port authority)."""
    name = words.short(voice.name, 40)
    return f"{voice.letter} ({name})" if voice.known else f"{name} (lineage unknown)"


def words_of(voice: Voice) -> str:
    """Where a voice's first words stand in the report."""
    return f"#s-{voice.first.statement.id}"


def carried(account: Account) -> int:
    """How many pages carry a claim: those that assert or report it."""
    return len({telling.document.id for voice in account.of(*CARRYING) for telling in voice.tellings})


def best(voice: Voice, index: Index) -> str:
    """The strongest basis sign of a voice: shown, told or said."""
    signs = {words.basis_sign(index.statements[s].basis) for s in voice.origin.statements if s in index.statements}
    return next(sign for sign in ("shown", "told", "said") if sign in signs)


def _nothing(index: Index) -> str:
    return f"No statement was found in {words.count(len(index.documents), 'page')}{_upto(index)}."


def _upto(index: Index) -> str:
    return f", up to {words.day(index.dossier.as_of)}" if index.dossier.as_of else ""


def _who(account: Account, index: Index) -> Line:
    pages, unknown = carried(account), len(account.of(*CARRYING, known=False))
    weight = account.origins
    if weight is None or weight.value is None:
        parts = [
            Part(f"{words.count(pages, 'page')} {'carries' if pages == 1 else 'carry'} it. Origins: not computed.")
        ]
    else:
        noun = "origin" if weight.value == 1 else "origins"
        counted = " ".join(
            x for x in (words.number(weight.value), noun, words.bracket(weight.value, weight.low, weight.high)) if x
        )
        verb = "carries" if pages == 1 else "carry"
        parts = [
            Part(f"{words.count(pages, 'page')} {verb} it. Folded, "),
            Part(counted, f"#origins-{account.claim.id}"),
            Part(" remains. " if weight.value == 1 else " remain. "),
        ]
    return Line("Who says it", (*parts, *_against(account, index)), _who_small(account.echoes, unknown))


def _who_small(echoes: int, unknown: int) -> str:
    repeat = (
        f"{words.count(echoes, 'page')} only {'repeats' if echoes == 1 else 'repeat'}. "
        if echoes
        else "No page only repeats. "
    )
    if not unknown:
        return repeat.strip()
    do = "does not say where it has it" if unknown == 1 else "do not say where they have it"
    return f"{repeat}{words.count(unknown, 'voice')} {do} from: counted as unknown, not as independent."


def _against(account: Account, index: Index) -> list[Part]:
    against = account.of("opposes")
    if not against:
        return [Part(f"No statement against it was found in {words.count(len(index.documents), 'page')}.")]
    if len(against) > 2:
        return [Part(f"{len(against)} voices", f"#positions-{account.claim.id}"), Part(" oppose it.")]
    named = [Part(called(voice), words_of(voice)) for voice in against]
    if len(named) == 1:
        return [named[0], Part(" opposes it.")]
    return [named[0], Part(" and "), named[1], Part(" oppose it.")]


def _shown(account: Account, index: Index) -> Line:
    by_sign: dict[str, list[Voice]] = {"shown": [], "told": [], "said": []}
    for voice in account.voices:
        by_sign[best(voice, index)].append(voice)
    parts: list[Part] = []
    for sign in ("shown", "told"):
        for voice in by_sign[sign][:2]:
            parts += [Part(called(voice), words_of(voice)), Part(_offer(voice, sign, index))]
    if not by_sign["shown"]:
        parts.insert(0, Part("No page shows what it rests on. "))
    if by_sign["said"]:
        word = "All" if not parts or len(by_sign["said"]) == len(account.voices) else "The others"
        parts.append(Part(f"{word} give their word." if len(account.voices) > 1 else "It is said only."))
    counts = {sign: len(voices) for sign, voices in by_sign.items()}
    small = f"{counts['shown']} with something shown, {counts['told']} with it described, {counts['said']} said only."
    heard = words.count(len(account.voices), "voice")
    return Line("What is shown", tuple(parts), f"Of {heard}, for and against: {small}")


def _offer(voice: Voice, sign: str, index: Index) -> str:
    bases = [index.statements[s].basis for s in voice.origin.statements if s in index.statements]
    kind = next(basis.kind for basis in bases if basis and words.basis_sign(basis) == sign)
    if sign == "told":
        return f" tells of {words.OFFERS[kind]} without showing it. "
    return f" {'brings' if kind == 'eyewitness' else 'gives' if kind == 'count' else 'shows'} {words.OFFERS[kind]}. "


def _change(account: Account, index: Index) -> Line:
    known = account.of("supports", known=True)
    parts = _without(known) + _range(account)
    asked = "a statement against it" if not account.of("opposes") else "a second origin that shows what it rests on"
    shown = sum(best(voice, index) == "shown" for voice in known)
    small = "" if account.of("opposes") and shown > 1 else (
        f"Looked for and not found: {asked}, in {words.count(len(index.documents), 'page')}{_upto(index)}."
    )  # fmt: skip
    return Line("What would change it", tuple(parts), small)


def _without(known: list[Voice]) -> list[Part]:
    if not known:
        return [Part("A page that says where it has it from would give it its first origin. ")]
    heaviest = max(known, key=lambda voice: len(voice.tellings))
    link = Part(called(heaviest), words_of(heaviest))
    if len(known) == 1:
        return [
            Part("It stands on "),
            link,
            Part(" alone; a second origin that does not lean on it would change the count. "),
        ]
    left = words.count(len(known) - 1, "origin")
    if not heaviest.echoes:
        return [Part(f"Without any one of them, {left} would remain. ")]
    return [Part("Without "), link, Part(f", which most pages repeat, {left} would remain. ")]


def _range(account: Account) -> list[Part]:
    weight = account.origins
    if weight is None or weight.value is None:
        return []
    href = f"#origins-{account.claim.id}"
    unknown = " and those of unknown lineage are tellings of their own" if account.of(*CARRYING, known=False) else ""
    parts = []
    if weight.high is not None and weight.high > weight.value:
        parts += [
            Part(f"If the weaker ties do not hold{unknown}, there are "),
            Part(words.number(weight.high), href),
            Part(". "),
        ]
    if weight.low is not None and weight.low < weight.value:
        parts += [Part("If every likeness is a tie, "), Part(words.number(weight.low), href), Part(" would be left.")]
    return parts
