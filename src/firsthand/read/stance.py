"""What a speaker does with the content, how sure the words sound, and whether the page keeps its distance.

The cue's words, grouped in `lexicon`, say what is done; where they only say that somebody speaks, the front of the
content does. Negation on the cue turns asserting into holding back, never into denying.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from firsthand.read import lexicon as words
from firsthand.read.lexicon import CERTAIN, FRAMES, POSSIBLE, PROBABLE, UNLIKELY, Frame
from firsthand.records import Narrator, Stance


@dataclass(frozen=True, slots=True)
class Manner:
    """Stance, certainty from 0 to 1, and the page's own distance."""

    stance: Stance
    certainty: float
    narrator: Narrator


# Where certainty is judged in four steps, what each stands for.
CERTAINTY_OF = {"certain": CERTAIN, "probable": PROBABLE, "possible": POSSIBLE, "unlikely": UNLIKELY}

# Code points looked at, so that the time taken does not grow with the content: a cue is short, and the content's own
# verb stands near its front.
_CUE, _AROUND, _FRONT, _TOLD, _NEAR = 160, 60, 160, 600, 60
_PLAIN = Frame(re.compile(""), None)
_AND = re.compile(r",? and\b")
_CLAUSE_BREAK = re.compile(r"[,;:()–—]|\b(?:and|or|but)\b")
_SENTENCE_END = re.compile(
    r"(?<!\b[A-Z])(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\bSt)(?<!\bSen)(?<!\bGen)(?<!\bGov)(?<!\bRep)(?<!\bCol)"
    r"[.!?…][\"”»’']?[.,]?(?=\s|$)"
)
# A clause further in bears on a detail; of "and" only that which joins a second verb.
_CLAUSE_END = re.compile(
    r"[;:]\s|\s[–—]|,? \b(?:which|who|whose|because|since|although|though|while|but|after|when|"
    r"so (?:that|he|she|it|they|we|I))\b|"
    r",? and (?=(?:he|she|it|they|we|I|that|was|were|is|are|had|has|have|will|would|may|might|could|must|should)\b)"
)
# A cue's last words that belong to what is told: "swore to", "asked that", "wants to build".
_TAIL = re.compile(
    r"\b(?:(?<!according )to(?: \w+)?|that|for|against|whether|if|why|how|who|what|when|where|which)$", re.IGNORECASE
)
# And the other way round, where the cue was cut short: "refused | to rule out that", "ruled | out that".
_HELD_BACK = re.compile(r"\b(?:declin|refus|fail|unable|unwilling|reluctan|hesita)\w*$", re.IGNORECASE)
_PARTICLE = re.compile(r"\s*(?:out|aside|off|down|away)(?= )")
_TO_VERB = re.compile(r"\s*to \w+(?: (?:out|aside|off|down|away))?(?= )")
_WHETHER = re.compile(r"\W*(?:on |about |of )?(?:whether|if)\b", re.IGNORECASE)
_TO_COME = re.compile(r" (?:to|that|for)\b| \w+ing\b| (?:it|he|she|they|we|I|the)\b")
_FOR = re.compile(r"\W*(?:on|for|upon)\b", re.IGNORECASE)
_AGAINST = re.compile(r"\W*(?:[\w’'-]+ ){0,4}?(?:against|off) ", re.IGNORECASE)
_Judged = tuple[Stance, float]


@dataclass(frozen=True, slots=True)
class _Case:
    """A cue with the front of its content, and what is known of the two."""

    cue: str
    front: str
    certainty: float = CERTAIN
    negated: bool = False
    asked: bool = False


def manner(cue: str, content: str, around: str = "") -> Manner:
    """Stance, certainty and narrator from the words of cue and content; `around` stands between speaker and cue."""
    cue, content, before = cue[:_CUE].rstrip(), content[:_TOLD], _CLAUSE_BREAK.split(around[-_AROUND:])[-1]
    if rest := (_TO_VERB if _HELD_BACK.search(cue) else _PARTICLE).match(content):
        cue, content = f"{cue} {rest.group().lstrip()}", content[rest.end() :]
    tail = _TAIL.search(cue)
    front = _front(f"{tail.group()} {content.lstrip()}" if tail else content)
    stance, certainty = _judged(cue, front, before, asked=_asked(content))
    return Manner(stance, certainty, _narrator(stance, f"{before} {cue}", front))


def _front(content: str) -> str:
    start = " ".join(content[:_FRONT].split())
    end = _SENTENCE_END.search(start)
    start = start[: end.end()] if end else start
    cut = _CLAUSE_END.search(start, 12)
    start = start[: cut.start()] if cut else start
    # Behind a finite verb "and" begins another clause: "is full of gas and nobody will go down".
    verb = words.FINITE.search(start)
    cut = _AND.search(start, verb.end()) if verb else None
    return start[: cut.start()] if cut else start


def _asked(content: str) -> bool:
    """A question as it was put: the first sentence; one at the end of a speech is a figure of speech."""
    end = _SENTENCE_END.search(content)
    return end is not None and "?" in end.group()


def _frame(cue: str) -> tuple[Frame, int]:
    """The frame of a cue and where its word begins; the plain one begins behind the cue, so that a "not" counts."""
    found = [(m.start(), -len(m.group()), n) for n, frame in enumerate(FRAMES) if (m := frame.pattern.search(cue))]
    if not found:
        return _PLAIN, len(cue)
    start, _, n = min(found)
    return FRAMES[n], start


def _judged(cue: str, front: str, before: str = "", *, asked: bool = False) -> _Judged:
    frame, start = _frame(cue)
    lead = words.NO_NEGATION.sub(" ", f"{before} {cue}"[: len(before) + 1 + start])
    negated = words.NEGATION.search(lead) is not None
    case = _Case(cue, front, frame.certainty, negated, asked)
    if frame.turn in _TURNS and (not negated or frame.turn in _TURNS_OF_NO):
        return _hedged(_TURNS[frame.turn](case), front)
    stance, certainty = frame.negated if negated else (frame.stance, frame.certainty)
    return _hedged((stance, certainty) if stance else _told(replace(case, certainty=certainty)), front)


def _hedged(judged: _Judged, front: str) -> _Judged:
    """Lowered by the first hedge of the content, the one over its main verb, where something is held to be so."""
    stance, certainty = judged
    hedges = [(m.start(), value) for pattern, value in words.HEDGES if (m := pattern.search(front))]
    if hedges and stance in ("asserts", "predicts"):
        certainty = min(certainty, min(hedges)[1])
    return stance, certainty


def _told(case: _Case) -> _Judged:
    """What the content itself tells, where the cue only says that it was said, thought or feared."""
    front = case.front
    if case.asked or re.match(r"\W*(?:(?:on|over|about|of|as to) )?whether\b", front):
        return "asks", POSSIBLE
    if stance := _denied(case):
        return stance, CERTAIN
    if own := _own(front):
        return own[0], min(own[1], case.certainty)
    if words.UNCONFIRMED.search(front):
        return "doubts", POSSIBLE
    if words.UNLIKELY_SAID.search(front):
        return ("predicts" if _future(front) else "doubts"), UNLIKELY
    if words.PLAN.match(front):
        return "predicts", case.certainty
    if _demanded(case):
        return "demands", CERTAIN
    return ("predicts" if _future(front) else "asserts"), case.certainty


def _denied(case: _Case) -> Stance | None:
    false = (words.FALSE_CALLED if words.CALLS.search(case.cue) else words.FALSE_SAID).search(case.front)
    if false and words.NEGATED_FALSE.search(case.front[: false.start()]):
        return "asserts"
    return "denies" if false or words.NOT_SO.search(case.front[:_NEAR]) else None


def _own(front: str) -> _Judged | None:
    """The attitude that speakers tell of themselves: "said he hoped to sail" hopes."""
    own = words.OWN.match(front)
    if own is None or words.PASSIVE.search(own["verb"]):
        return None
    verb, rest = own["verb"], front[own.end("verb") :]
    frame, start = _frame(verb)
    if frame is _PLAIN or " " in verb[start:]:
        return None
    # "We demand" demands, but who tells that she pressed a button or rejected an offer only tells it.
    acting = frame.stance in ("denies", "asks", "demands") or frame.turn in _ACTING
    if acting and (own["who"].lower() not in ("i", "we") or verb.endswith("ed")):
        return None
    if frame.stance == "predicts" and not _TO_COME.match(rest):
        return None
    return _judged(verb, rest)


def _demanded(case: _Case) -> bool:
    if words.MUST.search(case.front):
        return True
    if words.TELLS.search(case.cue) and words.TO_DO.match(case.front):
        return True
    if words.SAYS.search(case.cue) and words.TO_THAT.match(case.front) and not words.SAID_OF.search(case.cue):
        return True
    # The bare "be" of a wish: "proposed that the levy be halved".
    be = words.BE.search(case.front)
    return be is not None and not words.MODAL.search(case.front[: be.start()])


def _future(front: str) -> bool:
    if words.HINDSIGHT.search(front):
        return False
    return bool(words.FUTURE.search(front) or words.MAYBE_LATER.search(front))


# The rules of cues that need their content.


def _ask(case: _Case) -> _Judged:
    wants = words.TO_DO.match(case.front) or re.match(r"\W*(?:for|that)\b", case.front)
    return ("demands", CERTAIN) if wants else ("asks", POSSIBLE)


def _question(case: _Case) -> _Judged:
    # "Questioned why" asks; "questioned whether", "questioned the account" doubts.
    puts = words.ASKING.match(case.front) and not _WHETHER.match(case.front)
    asks = case.asked or puts or re.search(r"\babout\b", case.front[:_NEAR])
    return ("asks", POSSIBLE) if asks else ("doubts", UNLIKELY)


def _press(case: _Case) -> _Judged:
    asks = case.asked or words.ASKED_OF.search(case.front)
    return ("asks", POSSIBLE) if asks else ("demands", CERTAIN)


def _dare(case: _Case) -> _Judged:
    return ("demands" if words.TO_DO.match(case.front) else "denies"), CERTAIN


def _advise(case: _Case) -> _Judged:
    # "Advised that the road was closed" informs.
    told = re.match(r"\W*that\b", case.front) and words.FINITE.search(case.front)
    return _told(case) if told else ("demands", CERTAIN)


def _call(case: _Case) -> _Judged:
    return ("demands", CERTAIN) if _FOR.match(case.front) or words.TO_DO.match(case.front) else _told(case)


def _want(case: _Case) -> _Judged:
    front = case.front
    if not words.TO_ACT.match(front) or re.match(r"\W*to (?:see|have|get) ", front):
        return "demands", CERTAIN
    if re.match(r"\W*to (?:know|learn|hear|find out|understand)\b", front):
        return "asks", POSSIBLE
    return "predicts", UNLIKELY if case.negated else POSSIBLE if "would" in case.cue else CERTAIN


def _to(case: _Case) -> _Judged:
    acts = words.TO_ACT.match(case.front) or _FOR.match(case.front)
    return ("predicts", CERTAIN) if acts else _told(case)


def _warn(case: _Case) -> _Judged:
    if words.TO_DO.match(case.front) or _AGAINST.match(case.front):
        return "demands", CERTAIN
    return _told(case) if _present(case.front) else ("predicts", case.certainty)


def _promise(case: _Case) -> _Judged:
    return _firm(case) if _present(case.front) else ("predicts", case.certainty)


def _present(front: str) -> bool:
    """What already is or was is asserted, whoever warns of it or vouches for it; else it is to come."""
    return words.FINITE.search(front) is not None and not _future(front)


def _consider(case: _Case) -> _Judged:
    if words.WEIGHING.search(case.cue) or words.GERUND.match(case.front) or words.WHETHER_TO.match(case.front):
        return "predicts", POSSIBLE
    return _told(replace(case, certainty=PROBABLE if "consider" in case.cue else CERTAIN))


def _left_open(case: _Case) -> _Judged:
    """Ruling out denies; not ruling out leaves possible what is to come, or what was."""
    if not case.negated and "open" not in case.cue:
        return "denies", CERTAIN
    if _WHETHER.match(case.front):
        return "doubts", POSSIBLE
    told = words.FINITE.search(case.front) or re.search(r"\bcould|\bcan", case.cue)
    later = _future(case.front) or words.GERUND.match(case.front)
    return ("predicts" if later or not told else "asserts"), POSSIBLE


def _firm(case: _Case) -> _Judged:
    if _FOR.match(case.front):
        return "demands", CERTAIN
    # Who insists that something was not so answers somebody who says it was.
    if words.NO_AT_ALL.search(case.front[:_NEAR]) and not _future(case.front):
        return "denies", CERTAIN
    return _told(case)


_TURNS: dict[str, Callable[[_Case], _Judged]] = {
    "ask": _ask,
    "question": _question,
    "press": _press,
    "dare": _dare,
    "advise": _advise,
    "call": _call,
    "want": _want,
    "to": _to,
    "warn": _warn,
    "promise": _promise,
    "consider": _consider,
    "open": _left_open,
    "firm": _firm,
}
_TURNS_OF_NO = ("open", "want")
_ACTING = ("ask", "question", "press", "dare", "advise", "call", "to", "open", "firm")


def _narrator(stance: Stance, cue: str, front: str) -> Narrator:
    named = words.SO_CALLED.search(front)
    if words.DISTANCES.search(cue) or words.SCARE.search(front) or (named and not _quoted(front[: named.start()])):
        return "distances"
    # What is held back, denied or asked is not lent the page's own belief.
    return "endorses" if stance in ("asserts", "predicts") and words.ENDORSES.search(cue) else "neutral"


def _quoted(before: str) -> bool:
    """Whether a quotation is still open, so that what follows is the speaker's word and not the page's."""
    return before.count('"') % 2 == 1 or before.count("“") > before.count("”")
