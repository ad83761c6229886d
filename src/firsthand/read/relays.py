"""Through whom a statement was passed on: "Politico reports that Seoul warned ...", "CNN, citing officials, ..."."""

from __future__ import annotations

import re
from dataclasses import dataclass

from firsthand.read.attribution import Attribution, attributions
from firsthand.read.page import Page
from firsthand.records import Span

_REPORTS = re.compile(
    r"\b(?:report|writ|wrote|quot|cit(?:e|es|ed|ing)\b|accord|publish|carr(?:y|ied|ies)|relay|broadcast|air(?:s|ed)|"
    r"post(?:s|ed)|say|said|stat|tell|told|note|add)\w*",
    re.IGNORECASE,
)
# Verbs of passing on, whoever's: who "reports that Seoul warned" relays, who "says that Seoul warned" may be Seoul's
# partner.
_PASSES_ON = re.compile(
    r"\b(?:report(?:s|ed|ing)?|wr(?:ote|ites)|publish\w*|broadcast\w*|relay\w*|quot(?:es|ed|ing)|cit(?:es|ed|ing))\b",
    re.IGNORECASE,
)
_OUTLET_WORD = re.compile(
    r"\b(?:News|Times|Post|Press|Agency|Wire|Daily|Herald|Tribune|Journal|Gazette|Courier|Chronicle|Telegraph|"
    r"Guardian|Independent|Observer|Radio|TV|Television|Broadcasting|Magazine|Review|Mail|Mirror|Express|Sun|Star|"
    r"Standard|Globe|Dispatch|Bulletin|Examiner|Register|Sentinel|Monitor|Weekly|Today|Online|Ledger|Lantern|Echo|"
    r"Beacon|Newswire|Newsroom)\b"
)
# Well-known carriers, by the names they are written with: a reading aid, no judgement of any of them.
_OUTLETS = frozenset(
    "CNN BBC Reuters AP AFP UPI Politico Axios Bloomberg Yonhap TASS KCNA Interfax NHK KBS MBS NPR PBS ABC CBS NBC "
    "MSNBC CNBC Newsweek Breitbart Vox Slate BuzzFeed Xinhua Kyodo Anadolu DPA ANSA EFE PTI RIA RT Sputnik Ukrinform "
    "Suspilne Hromadske Telegram Facebook Twitter X YouTube Vice Salon Spiegel Bild Haaretz Asahi Mainichi Yomiuri "
    "JoongAng Chosun Hankyoreh Censor.NET Euronews Meduza Novinite Babel LIGA UNN HuffPost ProPublica".split()
)
_CITING = re.compile(
    r"[,(]?\s*\b(?:citing|quoting|with reference to|referring to|attributing (?:it|this) to|crediting)\s+",
    re.IGNORECASE,
)
_NOUN_PHRASE = re.compile(
    r"[^,.;:()\n“”\"]{3,90}?(?=\s*(?:[,.;:()\n“”\"]|\bthat\b|\bas\b|\breported\b|\bsaid\b|\bwho\b|$))"
)
_TOLD = re.compile(
    r"\b(?:told|interview with|speaking to|statement to|comments? to|remarks? to)\s+(?:the\s+)?"
    r"((?:[A-Z][\w.'’&-]*)(?:\s+[A-Z][\w.'’&-]*){0,3})"
)


@dataclass(frozen=True, slots=True)
class Relayed:
    """An attribution with its relay chain: the innermost source, and who passed it on, outermost first."""

    attribution: Attribution
    via: tuple[Span, ...]


def is_outlet(name: str) -> bool:
    """Whether the words name a carrier of news."""
    bare = re.sub(r"^[Tt]he\s+|['’]s$", "", name.strip(" ,"))
    return bare.split(" ")[0] in _OUTLETS or _OUTLET_WORD.search(bare) is not None


def relayed(page: Page, found: Attribution) -> Relayed:
    """The attribution with its chain: a teller inside the content, a cited source, or the outlet that was told."""
    inner = _inner(page, found)
    if inner is not None:
        return inner
    cited = _cited(page, found)
    if cited is not None:
        return cited
    told = _told(page, found)
    return Relayed(found, (told,) if told else ())


def _inner(page: Page, found: Attribution) -> Relayed | None:
    """A second reading of the content of what an outlet reports: "reports that Seoul warned ..."."""
    if found.source is None or len(found.content) != 1 or not _relays(page, found, found.source):
        return None
    content = found.content[0]
    if page.text[content.start] in '"“„«':
        return None
    shift = content.start
    best = [a for a in attributions(page.words(content)) if a.source is not None and a.score > 0.3]
    if not best or best[0].source is None or best[0].source.start > 60 or _REFLEXIVE.match(page.words(content)):
        return None
    first = best[0]
    inner = Attribution(
        _moved(first.source, shift),
        _moved(first.cue, shift),
        tuple(_moved(c, shift) for c in first.content),
        found.score * first.score,
    )
    return Relayed(inner, (found.source,))


def _relays(page: Page, found: Attribution, source: Span) -> bool:
    """Whether the outer teller passes on: by its verb, or because it is a carrier of news that says or writes."""
    cue = page.words(found.cue)
    return _PASSES_ON.search(cue) is not None or (is_outlet(page.words(source)) and _REPORTS.search(cue) is not None)


_REFLEXIVE = re.compile(r"(?:that\s+)?(?:it|he|she|they|we|I)\b")


def _moved(span: Span | None, by: int) -> Span:
    assert span is not None
    return Span(span.start + by, span.end + by)


def _cited(page: Page, found: Attribution) -> Relayed | None:
    """A reporter and the source it names in the same sentence: "X reported on Friday, citing Y, that ..."."""
    if found.source is None or not is_outlet(page.words(found.source)):
        return None
    sentence = page.sentence(found.cue.start)
    content = {(c.start, c.end) for c in found.content}
    for match in _CITING.finditer(page.text, sentence.start, sentence.end):
        source = _NOUN_PHRASE.match(page.text, match.end(), sentence.end)
        far = any(low <= match.start() and match.end() < high - 4 for low, high in content)
        if source is None or (far and page.text[match.start()] not in ",("):
            continue
        inner = Span(source.start(), source.end())
        return Relayed(Attribution(inner, found.cue, found.content, found.score), (found.source,))
    return None


def _told(page: Page, found: Attribution) -> Span | None:
    """The outlet that was told: "told the Courier", "in an interview with the Courier"."""
    sentence = page.sentence(found.cue.start)
    for match in _TOLD.finditer(
        page.text, max(sentence.start, found.cue.start - 40), min(sentence.end, found.cue.end + 80)
    ):
        if is_outlet(match.group(1)) or match.group().startswith("interview"):
            return Span(match.start(1), match.end(1))
    return None
