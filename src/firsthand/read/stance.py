"""What a speaker does with the content, how sure the words sound, and whether the page keeps its distance.

Cues are matched by stems of reporting verbs, grouped as in the attribution literature (Pareti, PARC 3.0: assertion,
belief, fact, eventuality); negation on the cue turns asserting into holding back, never into denying.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from firsthand.records import Narrator, Stance


@dataclass(frozen=True, slots=True)
class Manner:
    """Stance, certainty from 0 to 1, and the page's own distance."""

    stance: Stance
    certainty: float
    narrator: Narrator


def _stems(*stems: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(stems) + r")\w*", re.IGNORECASE)


_DENIES = _stems("den(?:y|ie)", "reject", "dismiss", "refut", "rebut", "disput", "disavow", "repudiat",
                 "contradict", "debunk", "disprov", "rubbish", "rule[ds]? out", "ruling out", "denial",
                 "brush\\w* (?:off|aside)")  # fmt: skip
_DOUBTS = _stems("doubt", "skeptic", "sceptic", "unconvinc", "not convinced", "cast\\w* doubt", "unsure", "uncertain")
_ASKS = _stems("ask(?:s|ed|ing)?\\b", "wonder", "inquir", "enquir", "question(?:s|ed|ing)?\\b", "query", "queried")
_DEMANDS = _stems("demand", "urg(?:e|ing)", "call\\w* (?:for|on)", "request", "appeal", "order(?:s|ed|ing)?\\b",
                  "insist\\w* on", "press\\w* for", "require", "plead", "implor", "advis",
                  "recommend", "beg(?:s|ged)?\\b")  # fmt: skip
_PREDICTS = _stems("predict", "forecast", "expect", "anticipat", "project(?:s|ed|ing|ion)\\b", "foresee", "foresaw",
                   "prophes", "warn", "envisag", "vow", "promis", "pledg")  # fmt: skip
_WITHHOLDS = re.compile(
    r"\b(?:(?:could|can|would|did|does|do|will|has|have|had|is|was|were|are)(?:\s+\w+)?(?:\s+not|n['’]t)|cannot|"
    r"declin\w+|refus\w+|neither|never|without|unable|fail\w*|stopp\w+ short of|withh[eo]ld\w*|no comment)\b",
    re.IGNORECASE,
)
_FALSE = re.compile(
    r"\b(?:fake|false|groundless|baseless|unfounded|absurd|rumou?rs?|nonsense|lies?|fabricat\w+|hoax|untrue|ridiculous|"
    r"smear\w*|fiction|speculation|disinformation|invention|myth)\b",
    re.IGNORECASE,
)
# Told in the content instead of by the cue: "said the alliance could not confirm", "said they must leave", "said it
# will rain". Each is looked for near the front, where the content's own verb stands; a clause further in bears on a
# detail.
_NOT_CONFIRMED = re.compile(
    r"(?:\bnot\b|n['’]t\b|\bcannot\b|\bunable\b|\bdeclin\w+|\brefus\w+|\bno way\b)[^.;]{0,30}"
    r"\b(?:confirm|verif|corroborat|comment|establish)\w*",
    re.I,
)
_MUST = re.compile(r"\b(?:must|should|ought to|ha(?:s|ve) to|needs? to)\b(?! have)", re.IGNORECASE)
_WILL = re.compile(
    r"\b(?:will|won['’]t|shall|would|(?:is|are|was|were) going to|may (?:soon|send|come|follow|begin|start))\b"
    r"(?! have)",
    re.I,
)
_FRONT = 80  # code points
_CLAUSE_END = re.compile(r"[,;]|\b(?:and|but|because|which|who|while)\b")
_CALLS = _stems(
    "call(?:s|ed|ing)?\\b", "describ", "label", "brand", "characteri", "term(?:s|ed)\\b", "say", "said", "dub"
)
_NEGATED_FALSE = re.compile(r"\b(?:not|n['’]t|no|never)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)

# Hedges and how much certainty each leaves. The order of sizes follows the verbal-probability studies
# (Sherman Kent 1964; Wallsten et al. 1986); the exact steps are ours and are to be fitted in Read.
_HEDGES: tuple[tuple[re.Pattern[str], float], ...] = (
    (_stems("highly likely", "very likely", "almost certain", "very probabl"), 0.85),
    (
        re.compile(
            r"(?<!highly )(?<!very )(?<!un)\b(?:likely|probabl[ye]|presumabl[ye]|apparent(?:ly)?)\b", re.IGNORECASE
        ),
        0.7,
    ),
    (re.compile(r"\b(?:appear(?:s|ed)?|seem(?:s|ed)?|suggest\w*|indicat\w+|as if|looks? like)\b", re.IGNORECASE), 0.65),
    (_stems("reportedly", "allegedly", "supposedly", "purportedly", "unverified", "unconfirmed"), 0.55),
    (re.compile(r"\b(?:may|might|could|possibl[ye]|perhaps|potential(?:ly)?|maybe)\b(?!\s+20\d\d|\s+\d)"), 0.45),
    (re.compile(r"\bif\s+(?:true|confirmed|such|it|so|this|the\s+\w+\s+(?:is|are|were|was))\b", re.IGNORECASE), 0.4),
    (re.compile(r"\b(?:unlikely|improbable|doubtful)\b", re.IGNORECASE), 0.25),
)
_CUE_CERTAINTY: tuple[tuple[re.Pattern[str], float], ...] = (
    (_stems("speculat", "guess", "imagin"), 0.35),
    (_stems("suspect", "fear", "hope", "suggest", "hint", "impl(?:y|ie)"), 0.55),
    (_stems("believ", "think", "thought", "consider", "assum", "reckon", "feel", "felt"), 0.65),
    (_stems("estimat", "assess", "expect", "predict", "forecast", "anticipat"), 0.75),
)
_DISTANCES = _stems(
    "claim",
    "alleg",
    "purport",
    "assert(?:s|ed|ion)",
    "so-called",
    "supposed",
    "insinuat",
    "contend",
    "maintain",
    "profess",
)
_ENDORSES = _stems("reveal", "admit", "acknowledg", "conced", "confirm", "show", "demonstrat", "prov(?:e|ing)",
                   "point\\w* out", "not(?:e|es|ed|ing)\\b", "expos", "found\\b", "disclos", "recogni[sz]", "remind",
                   "uncover", "document")  # fmt: skip


def manner(cue: str, content: str, around: str = "") -> Manner:
    """Stance, certainty and narrator from the words of cue and content; `around` is the rest of the sentence."""
    stance = _stance(cue, content, around)
    return Manner(stance, _certainty(stance, cue, content), _narrator(cue, around))


def _stance(cue: str, content: str, around: str) -> Stance:
    held = _WITHHOLDS.search(cue) is not None
    if _DENIES.search(cue):
        return "doubts" if held else "denies"
    if held or _WITHHOLDS.search(around):
        return "doubts"
    if (false := _FALSE.search(content)) and _CALLS.search(cue) and false.start() < 90:
        return "asserts" if _NEGATED_FALSE.search(content[: false.start()]) else "denies"
    for pattern, stance in _BY_CUE:
        if pattern.search(cue):
            return stance
    return _by_content(_CLAUSE_END.split(content[:_FRONT])[0])


def _by_content(front: str) -> Stance:
    if _NOT_CONFIRMED.search(front):
        return "doubts"
    if _MUST.search(front):
        return "demands"
    return "predicts" if _WILL.search(front) and not re.search(r"\bif\b", front) else "asserts"


_BY_CUE: tuple[tuple[re.Pattern[str], Stance], ...] = (
    (_DOUBTS, "doubts"),
    (_DEMANDS, "demands"),
    (_PREDICTS, "predicts"),
    (_ASKS, "asks"),
)


def _certainty(stance: Stance, cue: str, content: str) -> float:
    # Only the first hedge of the content counts, the one over its main verb; a hedge deeper inside bears on a detail.
    sure = next((value for pattern, value in _CUE_CERTAINTY if pattern.search(cue)), 0.95)
    main = [(m.start(), value) for pattern, value in _HEDGES for m in [pattern.search(content)] if m]
    if main:
        sure *= min(main)[1]
    if stance == "doubts":
        sure *= 0.4
    return round(min(sure, 0.95), 3)


def _narrator(cue: str, around: str) -> Narrator:
    if _DISTANCES.search(cue) or re.search(
        r"\b(?:allegedly|so-called|supposedly|purportedly)\b", around, re.IGNORECASE
    ):
        return "distances"
    return "endorses" if _ENDORSES.search(cue) and not _WITHHOLDS.search(cue) else "neutral"
