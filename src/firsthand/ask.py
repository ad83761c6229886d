"""Questions the store: the dossier of a case, its problems, a single record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

import msgspec

from firsthand.errors import UsageError
from firsthand.records import Actor, Case, Claim, Document, Dossier, Link, Origin, Statement, Weight
from firsthand.store import Store
from firsthand.weigh import weights

Record = TypeVar("Record", Document, Statement, Link, Actor)
_RELATIONS = frozenset({"refines", "part_of", "contradicts", "updates"})


def dossier(store: Store) -> Dossier:
    """Everything the case shows, weighed: what every teller tells."""
    documents = sorted(store.documents(), key=_by_day)
    order = {d.id: n for n, d in enumerate(documents)}
    statements = sorted(store.statements(), key=lambda s: (order[s.document], s.content[0].start, s.id))
    links, actors, claims = store.links(), store.actors(), store.claims()
    unread = sum(d.language not in {None, "en"} for d in documents)
    weighed = [w for case in cases(claims, documents, statements, links, actors, unread) for w in weights(case)]
    ranked = _ranked(claims, weighed)
    return Dossier(
        question=store.fact("question") or (f"{ranked[0].text}?" if ranked else "No claim found"),
        as_of=max((_seen(d) for d in documents if _seen(d)), default=None),
        documents=tuple(documents),
        statements=tuple(statements),
        actors=tuple(sorted(actors, key=lambda a: (a.name.casefold(), a.id))),
        claims=tuple(ranked),
        links=tuple(links),
        marks=tuple(store.marks()),
        weights=tuple(weighed),
        problems=tuple(store.problems()),
        letters=_letters(weighed, statements, order),
    )


def cases(
    claims: Iterable[Claim],
    documents: Sequence[Document],
    statements: Sequence[Statement],
    links: Sequence[Link],
    actors: Sequence[Actor],
    unread: int = 0,
) -> Iterator[Case]:
    """All that is known of each claim, one after the other; documents and statements keep their order."""
    page = {d.id: (n, d) for n, d in enumerate(documents)}
    said = {s.id: (n, s) for n, s in enumerate(statements)}
    touching: dict[str, list[tuple[int, Link]]] = {}
    for n, link in enumerate(links):
        for end in {link.left, link.right}:
            touching.setdefault(end, []).append((n, link))
    speaking: dict[str, list[tuple[int, Actor]]] = {}
    for n, actor in enumerate(actors):
        for statement in actor.statements:
            speaking.setdefault(statement, []).append((n, actor))
    claims, texts, called = list(claims), {d.id: d.text for d in documents}, _names(actors)
    of = {claim.id: {m.statement for m in claim.statements} for claim in claims}
    for claim in claims:
        members = of[claim.id]
        beside = {s for n, link in touching.get(claim.id, ()) for s in of.get(_other(link, claim.id), ())} - members
        pages = {said[m][1].document for m in members | beside}
        known = members | pages | {claim.id}
        yield Case(
            claim,
            _in_order(said[m] for m in members),
            _in_order(page[d] for d in pages),
            _in_order(item for end in known for item in touching.get(end, ()) if _belongs(item[1], known)),
            _in_order(
                item for m in members | beside for item in (*speaking.get(m, ()), *_called(said[m][1], texts, called))
            ),
            _in_order(said[m] for m in beside),
            len(documents) - unread,
            unread,
        )


def _names(actors: Sequence[Actor]) -> dict[str, list[tuple[str, int, Actor]]]:
    """Every name of each named actor, by its first word."""
    found: dict[str, list[tuple[str, int, Actor]]] = {}
    for n, actor in enumerate(actors):
        for name in (actor.name, *actor.aliases) if actor.kind not in {"unnamed", "outlet"} else ():
            if name.strip():
                found.setdefault(name.split()[0], []).append((name, n, actor))
    return found


def _called(
    statement: Statement, texts: Mapping[str, str], names: Mapping[str, list[tuple[str, int, Actor]]]
) -> Iterator[tuple[int, Actor]]:
    """The actors whose names stand in what is said: they could be expected to answer."""
    for span in statement.content:
        words = texts[statement.document][span.start : span.end]
        for word in dict.fromkeys(words.split()):
            yield from ((n, actor) for name, n, actor in names.get(word, ()) if name in words)


def _other(link: Link, end: str) -> str:
    return link.right if link.left == end else link.left


def _belongs(link: Link, known: set[str]) -> bool:
    return link.kind in _RELATIONS or (link.left in known and link.right in known)


def _in_order(numbered: Iterable[tuple[int, Record]]) -> tuple[Record, ...]:
    return tuple(record for _, record in sorted(dict(numbered).items()))


def _by_day(document: Document) -> tuple[bool, str, str]:
    # Within one day the exact moment decides, where the page gives one.
    moment = document.published or document.updated
    return (document.day is None, moment.value if moment else "", document.id)


def _seen(document: Document) -> str:
    return document.day or (document.first_seen.value if document.first_seen else "")


def _ranked(claims: Sequence[Claim], weighed: Sequence[Weight]) -> list[Claim]:
    """Claims by pages that carry them, then origins, then first telling: what is contested most stands on top."""
    found = {w.claim: w for w in weighed if w.weigher == "origins"}

    def key(claim: Claim) -> tuple[int, float, int, bool, str, str]:
        pages, value = _pages(found[claim.id], carried=True), found[claim.id].value or 0.0
        return -pages, -value, -len(claim.statements), claim.first_seen is None, claim.first_seen or "", claim.id

    return sorted(claims, key=key)


def _origins(weight: Weight) -> list[Origin]:
    return [item for item in weight.items if isinstance(item, Origin)]


def _letters(weighed: Iterable[Weight], statements: Sequence[Statement], order: Mapping[str, int]) -> dict[str, str]:
    """A letter for each body that tells first; one body keeps its letter through all claims.

    Bodies of claims that several pages carry come first, each group in the order of first telling: what only one page
    says once must not use up the short letters.
    """
    place = {s.id: (order[s.document], s.content[0].start, s.id) for s in statements}
    carried = [(_pages(w) < 2, origin) for w in weighed for origin in _origins(w) if origin.known]
    letters: dict[str, str] = {}
    bodies: dict[str, str] = {}
    for _, origin in sorted(carried, key=lambda item: (item[0], place[item[1].first])):
        body = origin.actors[0] if origin.actors else origin.first
        letters[origin.first] = bodies.setdefault(body, letter(len(bodies)))
    return letters


def _pages(weight: Weight, *, carried: bool = False) -> int:
    """Pages on which a claim stands; with `carried`, only those that support or report it."""
    held = [o for o in _origins(weight) if not carried or o.position in {"supports", "reports"}]
    return len({document for origin in held for document in origin.documents})


def letter(number: int) -> str:
    """A to Z, then A2 to Z2, and so on."""
    turn, rest = divmod(number, 26)
    return chr(ord("A") + rest) + (str(turn + 1) if turn else "")


def summary(store: Store) -> str:
    """What a case holds, and its claims, each with its origins."""
    told = dossier(store)
    origins = {w.claim: w for w in told.weights if w.weigher == "origins"}
    lines = [told.question, ", ".join(f"{count} {noun}" for noun, count in store.counts().items()), ""]
    for claim in told.claims:
        weight = origins[claim.id]
        pages = len({d for origin in _origins(weight) for d in origin.documents})
        lines.append(
            f"{claim.id}  {weight.value:.0f} origins ({weight.low:.0f} to {weight.high:.0f}), "
            f"{pages} pages: {claim.text}"
        )
    return "\n".join(lines)


def record(store: Store, key: str) -> str:
    """One record of a case as indented JSON.

    Raises UsageError where nothing has this id.
    """
    for records in (store.documents(), store.statements(), store.actors(), store.claims(), store.links()):
        for found in records:
            if found.id == key:
                return msgspec.json.format(msgspec.json.encode(found), indent=2).decode()
    raise UsageError(
        f"Nothing in {store.path} has the id {key!r}: `firsthand show --case {store.path}` lists the claims."
    )
