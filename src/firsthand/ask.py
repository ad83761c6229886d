"""Questions the store: the dossier of a case, its problems, a single record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from firsthand.errors import UsageError
from firsthand.records import Actor, Case, Claim, Document, Dossier, Link, Origin, Statement, Weight
from firsthand.store import Store
from firsthand.weigh import weights

_RELATIONS = frozenset({"refines", "part_of", "contradicts", "updates"})


def dossier(store: Store) -> Dossier:
    """Everything the case shows, weighed: what every teller tells."""
    documents = sorted(store.documents(), key=_published)
    order = {d.id: n for n, d in enumerate(documents)}
    statements = sorted(store.statements(), key=lambda s: (order[s.document], s.content[0].start, s.id))
    links, actors, claims = store.links(), store.actors(), store.claims()
    weighed = [w for claim in claims for w in weights(case(claim, documents, statements, links, actors))]
    ranked = _ranked(claims, weighed)
    return Dossier(
        question=store.fact("question") or (f"{ranked[0].text}?" if ranked else "No claim found"),
        as_of=max((_seen(d) for d in documents if _seen(d)), default=None),
        documents=tuple(documents),
        statements=tuple(statements),
        actors=tuple(sorted(actors, key=lambda a: (a.name.casefold(), a.id))),
        claims=tuple(ranked),
        links=tuple(links),
        marks=(),
        weights=tuple(weighed),
        problems=tuple(store.problems()),
        letters=_letters(weighed, statements, order),
    )


def case(
    claim: Claim,
    documents: Sequence[Document],
    statements: Sequence[Statement],
    links: Sequence[Link],
    actors: Sequence[Actor],
) -> Case:
    """All that is known of one claim."""
    members = {m.statement for m in claim.statements}
    said = tuple(s for s in statements if s.id in members)
    pages = {s.document for s in said}
    known = members | pages | {claim.id}
    return Case(
        claim,
        said,
        tuple(d for d in documents if d.id in pages),
        tuple(k for k in links if k.left in known and (k.right in known or k.kind in _RELATIONS)),
        tuple(a for a in actors if members & set(a.statements)),
    )


def _published(document: Document) -> tuple[bool, str, str]:
    day = document.published
    return (day is None, day.value if day else "", document.id)


def _seen(document: Document) -> str:
    dated = document.published or document.first_seen
    return dated.value if dated else ""


def _ranked(claims: Sequence[Claim], weighed: Sequence[Weight]) -> list[Claim]:
    """Claims by pages that carry them, then origins, then first telling: what is contested most stands on top."""
    found = {w.claim: w for w in weighed if w.weigher == "origins"}

    def key(claim: Claim) -> tuple[int, float, int, bool, str, str]:
        pages = {d for origin in _origins(found[claim.id]) for d in origin.documents}
        size = len(claim.statements)
        return (
            -len(pages),
            -(found[claim.id].value or 0.0),
            -size,
            claim.first_seen is None,
            claim.first_seen or "",
            claim.id,
        )

    return sorted(claims, key=key)


def _origins(weight: Weight) -> list[Origin]:
    return [item for item in weight.items if isinstance(item, Origin)]


def _letters(weighed: Iterable[Weight], statements: Sequence[Statement], order: Mapping[str, int]) -> dict[str, str]:
    """A letter for each body that tells first, in the order of first telling; one body keeps it through all claims."""
    place = {s.id: (order[s.document], s.content[0].start, s.id) for s in statements}
    known = [o for w in weighed for o in _origins(w) if o.known]
    letters: dict[str, str] = {}
    bodies: dict[str, str] = {}
    for origin in sorted(known, key=lambda o: place[o.first]):
        body = origin.actors[0] if origin.actors else origin.first
        letters[origin.first] = bodies.setdefault(body, letter(len(bodies)))
    return letters


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
            f"{claim.id}  {weight.value:.0f} origins ({weight.low:.0f} to {weight.high:.0f}), {pages} pages: {claim.text}"
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
