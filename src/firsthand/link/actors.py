"""Statements in, Actors out: which speakers are one person or body, and for whom a person speaks.

Names are one where they agree in full, where a surname has one full name in the case, or where a page introduces an
acronym in brackets. An unnamed source is an actor of its own page: two anonymous officials are never presumed one here.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from firsthand.graph import groups
from firsthand.link.verdicts import NONE, Verdicts
from firsthand.outlets import is_outlet
from firsthand.records import Actor, ActorKind, Document, Link, Mention, Passage, Statement, identity
from firsthand.sides import is_country
from firsthand.text import fold

BY = "actors@1"
_ACRONYM = re.compile(
    r"((?:[A-Z][\w'’-]+|of|for|the|and|on|in|de)(?:\s+(?:[A-Z][\w'’-]+|of|for|the|and|on|in|de)){1,7})\s*\(\s*"
    r"(?:the\s+)?([A-Z][A-Z.&-]{1,9})s?\s*[),]"
)
_OFFICE = re.compile(
    r"\b(?:spokes(?:man|woman|person)|chief|head|director|minister|envoy|ambassador|delegate|representative|"
    r"commander|officer|secretary|president|chairman|chairwoman|leader|lawmaker|official|analyst|editor|columnist|"
    r"adviser|general|source)s?\b",
    re.IGNORECASE,
)
_OF_BODY = re.compile(r"\b(?:of|for|at|from|in|with|within|inside)\s+(?:the\s+)?(\w[\w'’.&-]*)")
_HOLDER = re.compile(
    r"(?P<office>(?:[A-Z][\w'’&-]*\s+){1,5}(?:intelligence\s+|foreign\s+|defen[cs]e\s+|press\s+)?"
    r"(?i:spokes(?:man|woman|person)|chief|head|director|minister|envoy|ambassador|president|secretary|chairman|leader))\s+"
    r"(?P<person>[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+){1,2})"
)
_BODY_WORD = re.compile(
    r"\b(?:agency|ministry|service|government|department|office|army|navy|military|police|court|committee|council|"
    r"commission|parliament|party|company|group|institute|organi[sz]ation|bureau|administration|union|alliance|"
    r"kremlin|pentagon|nato|white house|staff|directorate|authority|intelligence|embassy|centre|center|forces?|"
    r"monitor(?:s|ing team)?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Named:
    """One mention of a named speaker or relay, with the statement it belongs to."""

    key: str
    mention: Mention
    statement: Statement


@dataclass(frozen=True, slots=True)
class Actors:
    """The actors, the actor of each mention (by document, start, end), and the links that say why names are one."""

    actors: tuple[Actor, ...]
    of: dict[tuple[str, int, int], str]
    links: tuple[Link, ...]


def actors(documents: Sequence[Document], statements: Sequence[Statement], judged: Verdicts = NONE) -> Actors:
    """Group every speaker and relay into actors; `documents` in the order of publication. A person's word wins."""
    texts = {d.id: d for d in documents}
    order = {d.id: n for n, d in enumerate(documents)}
    mentions = [m for s in statements for m in _mentions(s)]
    mentions.sort(key=lambda m: (order[m.statement.document], m.mention.start, m.mention.end))
    keys = list(dict.fromkeys(m.key for m in mentions))
    ties = _kept(keys, _ties(keys, documents), _spoken(mentions), judged)
    key_groups = groups(keys, [(a, b) for a, b, _ in ties])
    outlets = {_bare(d.outlet) for d in documents if d.outlet}
    made = [
        _actor(group, members, outlets) for group, members in zip(key_groups, _by(key_groups, mentions), strict=True)
    ]
    actor_of_key = {key: actor.id for group, actor in zip(key_groups, made, strict=True) for key in group}
    made = _affiliated(made, mentions, actor_of_key, texts)
    of = {(m.statement.document, m.mention.start, m.mention.end): actor_of_key[m.key] for m in mentions}
    return Actors(tuple(sorted(made, key=lambda a: (fold(a.name), a.id))), of, tuple(_links(ties, mentions)))


def _spoken(mentions: Iterable[_Named]) -> dict[str, str]:
    """Statement -> the key of its speaker."""
    return {m.statement.id: m.key for m in mentions if m.statement.speaker is m.mention}


def _kept(
    keys: Sequence[str], ties: Sequence[tuple[str, str, str]], of: dict[str, str], judged: Verdicts
) -> list[tuple[str, str, str]]:
    """The person's ties, then each of the machine's that joins no two names a person holds apart."""
    same = [(of[a], of[b], "a person judged them one") for a, b in judged.same_actor if a in of and b in of]
    apart = [(of[a], of[b]) for a, b in judged.different_actor if a in of and b in of]
    kept = list(same)
    for tie in ties:
        if apart:
            where = {key: n for n, g in enumerate(groups(keys, [(a, b) for a, b, _ in [*kept, tie]])) for key in g}
            if any(a != b and where[a] == where[b] for a, b in apart):
                continue
        kept.append(tie)
    return kept


def _mentions(statement: Statement) -> Iterable[_Named]:
    for mention in (*((statement.speaker,) if statement.speaker else ()), *statement.via):
        bare = _bare(mention.name)
        yield _Named(bare if mention.named else f"{statement.document}:{bare}", mention, statement)


def _bare(name: str) -> str:
    return re.sub(r"^(?:the|a|an) |['’]s?$|[,.;:]+$", "", fold(name).strip())


def _ties(keys: Sequence[str], documents: Sequence[Document]) -> list[tuple[str, str, str]]:
    """Pairs of names that are one, each with its reason."""
    known = set(keys)
    ties = []
    for document in documents:
        for match in _ACRONYM.finditer(document.text):
            long, short = _long_form(match.group(1), match.group(2)), _bare(match.group(2).replace(".", ""))
            if long and long in known and short in known:
                ties.append((long, short, f"“{match.group()}” introduces the short name"))
    ties.extend(_surnames(keys))
    ties.extend(_titled(keys))
    ties.extend(_owned(keys))
    ties.extend(_offices(keys, documents))
    ties.extend(_same_words(keys))
    return ties


def _long_form(words: str, short: str) -> str | None:
    """The tail of the words whose initials give the acronym."""
    letters = short.replace(".", "").lower()
    parts = words.split()
    for n in range(len(parts)):
        heads = "".join(p[0] for p in parts[n:] if p[0].isupper()).lower()
        if heads == letters or "".join(p[0] for p in parts[n:]).lower() == letters:
            return _bare(" ".join(parts[n:]))
    return None


def _surnames(keys: Sequence[str]) -> Iterable[tuple[str, str, str]]:
    """A single word that ends exactly one longer name of a person."""
    by_last: dict[str, list[str]] = defaultdict(list)
    for key in keys:
        if " " in key and ":" not in key and not _BODY_WORD.search(key):
            by_last[key.split()[-1]].append(key)
    for key in keys:
        full = by_last.get(key, [])
        if " " not in key and ":" not in key and len(full) == 1:
            yield full[0], key, f"“{key}” is the last name of one speaker only, {full[0]}"


def _titled(keys: Sequence[str]) -> Iterable[tuple[str, str, str]]:
    """A name with an office or body before it: "NATO's Mark Rutte", where another page has "Mark Rutte" alone."""
    known = {key for key in keys if len(key.split()) == 2 and ":" not in key and not _BODY_WORD.search(key)}
    for key in keys:
        ending = " ".join(key.split()[-2:])
        if ":" not in key and ending != key and ending in known:
            yield ending, key, f"“{key}” ends in the whole name “{ending}”"


def _owned(keys: Sequence[str]) -> Iterable[tuple[str, str, str]]:
    """A body named with and without its country, where no other country in the case has one of that name."""
    owners: dict[str, list[str]] = defaultdict(list)
    for key in keys:
        owner, apart, body = key.partition("'s ")
        if apart and ":" not in key and owner and _BODY_WORD.search(body):
            owners[body].append(key)
    for body, owned in owners.items():
        if body in keys and len(owned) == 1:
            yield body, owned[0], f"“{owned[0]}” is the only “{body}” in the case"


def _offices(keys: Sequence[str], documents: Sequence[Document]) -> Iterable[tuple[str, str, str]]:
    """An office named alone and the one person who is introduced with it: "the Kremlin's spokesman", Dmitry Peskov."""
    alone = {_office_words(key): key for key in keys if ":" not in key and _OFFICE.search(key)}
    people = {
        key for key in keys if ":" not in key and " " in key and not _OFFICE.search(key) and not _BODY_WORD.search(key)
    }
    holders: dict[str, dict[str, str]] = defaultdict(dict)
    for document in documents:
        for match in _HOLDER.finditer(document.text):
            office = alone.get(_office_words(_bare(match["office"])))
            person = _bare(match["person"])
            if office is not None and person in people:
                holders[office].setdefault(person, match.group())
    for office, found in sorted(holders.items()):
        if len(found) == 1:  # an office with two holders in the case has changed hands: which one is meant is unknown
            person, words = next(iter(found.items()))
            yield person, office, f"“{words}” names the holder of the office"


def _office_words(key: str) -> frozenset[str]:
    return frozenset(re.sub(r"'s?\b", "", key).split()) - {"the", "of", "for", "a", "an", "its", "his", "her"}


def _same_words(keys: Sequence[str]) -> Iterable[tuple[str, str, str]]:
    """Two names of a body that differ in filler words, or in a country and its people's name.

    South korea's nis, nis of south korea; police in jorsund, jorsund police; norland's army, norlandic army.
    """
    forms: dict[frozenset[str], str] = {}
    rest: dict[frozenset[str], list[tuple[str, str]]] = defaultdict(list)
    for key in keys:
        words = frozenset(re.sub(r"'s?(?=\s|$)", "", key).split()) - _FILLERS
        if ":" in key or len(words) < 2:
            continue
        first = forms.setdefault(words, key)
        if first != key:
            yield first, key, f"“{key}” has the same words as “{first}”"
        for word in sorted(words):
            others = rest[words - {word}]
            for other, before in others:
                if _kin(word, other):
                    yield before, key, f"“{key}” is “{before}”, by the name of its people"
            others.append((word, key))


_FILLERS = frozenset({"the", "of", "for", "and", "a", "in", "at", "on", "from"})
# What follows the root that a country's name and its people's have in common: Norland-ic, Velden / Veld-ish.
_ENDINGS = frozenset(
    {"", "a", "e", "i", "n", "s", "y", "ia", "an", "en", "er", "ic", "ian", "ish", "ese", "land", "lander"}
)


def _kin(a: str, b: str) -> bool:
    """Whether one word names a country or place and the other its people; two different countries never are."""
    root = 0
    while root < min(len(a), len(b)) and a[root] == b[root]:
        root += 1
    return root >= 4 and a != b and {a[root:], b[root:]} <= _ENDINGS and not (is_country(a) and is_country(b))


def _by(key_groups: Sequence[Sequence[str]], mentions: Iterable[_Named]) -> list[list[_Named]]:
    """The mentions of each group of names, in their order."""
    at = {key: n for n, group in enumerate(key_groups) for key in group}
    found: list[list[_Named]] = [[] for _ in key_groups]
    for mention in mentions:
        found[at[mention.key]].append(mention)
    return found


def _actor(group: Sequence[str], members: Sequence[_Named], outlets: set[str]) -> Actor:
    names = Counter(m.mention.name for m in members)
    name = max(names, key=lambda n: (len(n.split()) > 1, names[n], len(n), n))
    named = any(m.mention.named for m in members)
    return Actor(
        id=identity("actor", group[0]),
        name=name,
        kind=_kind(name, named, bool(outlets & set(group))),
        aliases=tuple(sorted(set(names) - {name})),
        affiliations=(),
        statements=tuple(dict.fromkeys(m.statement.id for m in members)),
    )


def _kind(name: str, named: bool, outlet: bool) -> ActorKind:
    if not named:
        return "unnamed"
    if outlet or is_outlet(name):
        return "outlet"
    if _BODY_WORD.search(name) or (name.isupper() and len(name) > 1):
        return "organisation"
    if _OFFICE.search(name):
        return "office"
    return "person" if len(name.split()) > 1 else "organisation"


def _affiliated(
    made: Sequence[Actor], mentions: Sequence[_Named], actor_of_key: dict[str, str], texts: dict[str, Document]
) -> list[Actor]:
    """Actors with the bodies they speak for: "Kremlin spokesman Dmitry Peskov", "the head of the HUR"."""
    bodies = {key: actor for key, actor in actor_of_key.items() if ":" not in key}
    bonds: dict[str, set[str]] = defaultdict(set)
    for named in mentions:
        words = texts[named.statement.document].text[named.mention.start : named.mention.end]
        for body in _bodies_in(words, bodies):
            if body != actor_of_key[named.key]:
                bonds[actor_of_key[named.key]].add(body)
    return [
        Actor(a.id, a.name, a.kind, a.aliases, tuple(sorted(bonds[a.id])), a.statements) if a.id in bonds else a
        for a in made
    ]


def _bodies_in(words: str, bodies: dict[str, str]) -> list[str]:
    office = _OFFICE.search(words)
    if office is None:
        return []
    before = _bare(words[: office.start()])
    spoken = [name for m in _OF_BODY.finditer(words) for name in _beginnings(words[m.start(1) :])]
    parts = [" ".join(before.split()[n:]) for n in range(len(before.split()))]
    return [bodies[name] for name in (*spoken, *(_bare(p) for p in parts)) if name in bodies][:1]


def _beginnings(words: str) -> list[str]:
    """The first eight, seven, ... words, longest first: "Ostmarker safety agency, told", ... "Ostmarker"."""
    parts = re.split(r"[,;:.](?=\s|$)", words)[0].split()[:8]
    return [_bare(" ".join(parts[:n])) for n in range(len(parts), 0, -1)]


def _links(ties: Sequence[tuple[str, str, str]], mentions: Sequence[_Named]) -> Iterable[Link]:
    first = {m.key: m for m in reversed(mentions)}
    made: dict[str, Link] = {}
    for left, right, why in ties:
        a, b = sorted((first[left], first[right]), key=lambda m: m.statement.id)
        if a.statement.id == b.statement.id:
            continue
        link_id = identity("same_actor", a.statement.id, b.statement.id)
        spans = tuple(Passage(m.statement.document, m.mention.start, m.mention.end) for m in (a, b))
        made.setdefault(
            link_id, Link(link_id, "same_actor", a.statement.id, b.statement.id, False, 0.9, why, BY, spans)
        )
    return [made[key] for key in sorted(made)]
