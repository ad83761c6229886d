"""Questions the store: the dossier of a case, its problems, a single record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

import msgspec

from firsthand import link
from firsthand.errors import UsageError
from firsthand.records import (
    Actor,
    Analysis,
    Case,
    Claim,
    Document,
    Dossier,
    Judgement,
    Link,
    Origin,
    Outcome,
    Passage,
    Problem,
    Record,
    Statement,
    Tag,
    Weight,
)
from firsthand.store import Store
from firsthand.tell.index import Index
from firsthand.tell.words import count
from firsthand.weigh import hypotheses, weights
from firsthand.weigh.record import records as weigh_records

Kept = TypeVar("Kept", Document, Statement, Link, Actor)
_RELATIONS = frozenset({"refines", "part_of", "contradicts", "updates"})


def dossier(store: Store, as_of: str | None = None) -> Dossier:
    """Everything the case shows, weighed: what every teller tells.

    With `as_of`, an ISO day, everything is made again from the pages that had been seen by its end, and from nothing
    later: what is added to the case afterwards changes no byte of the answer.
    """
    told = _weighed(store, as_of)
    lead = Index(told).lead
    return replace(told, analysis=_rivals(store, told, lead.claim, as_of)) if lead else told


def analysis(
    store: Store,
    claim: str | None = None,
    as_of: str | None = None,
    *,
    every: bool = False,
    told: Dossier | None = None,
) -> Analysis | None:
    """Rival explanations of a claim, of the leading one where none is named; None where the case has no claim.

    With `every`, all other origins of the case stand behind its rows, without cells. Who has the dossier of that day
    at hand gives it as `told`.
    Raises UsageError where no claim has this id.
    """
    told = told or _weighed(store, as_of)
    lead = Index(told).lead
    found = (lead.claim if lead else None) if claim is None else next((c for c in told.claims if c.id == claim), None)
    if found is None and claim is not None:
        raise UsageError(f"No claim has the id {claim!r}: `firsthand show --case {store.path}` lists them.")
    return _rivals(store, told, found, as_of, every=every) if found else None


def _rivals(store: Store, told: Dossier, claim: Claim, as_of: str | None, *, every: bool = False) -> Analysis:
    """The analysis under what people had set by then."""
    kept = [one for one in store.rivals() if as_of is None or one.at[:10] <= as_of]
    return hypotheses.asked(told, claim, kept, every=every)


def _weighed(store: Store, as_of: str | None) -> Dossier:
    """The dossier without the analysis of its leading claim."""
    view = _seen_by(store, as_of) if as_of else _whole(store)
    documents = sorted(view.documents, key=_by_day)
    order = {d.id: n for n, d in enumerate(documents)}
    statements = sorted(view.statements, key=lambda s: (order[s.document], s.content[0].start, s.id))
    links, actors, claims = view.links, view.actors, view.claims
    unread = sum(d.language not in {None, "en"} for d in documents)
    weighed = [w for case in cases(claims, documents, statements, links, actors, unread) for w in weights(case)]
    ranked = _ranked(claims, weighed)
    return Dossier(
        question=store.fact("question") or (f"{ranked[0].text}?" if ranked else "No claim found"),
        as_of=as_of or max((_seen(d) for d in documents if _seen(d)), default=None),
        documents=tuple(documents),
        statements=tuple(statements),
        actors=tuple(sorted(actors, key=lambda a: (a.name.casefold(), a.id))),
        claims=tuple(ranked),
        links=tuple(links),
        marks=tuple(m for m in store.marks() if m.document in order),
        weights=tuple(weighed),
        problems=tuple(view.problems),
        letters=_letters(weighed, statements, order),
        outcomes=tuple(view.outcomes),
        tags=tuple(view.tags),
        judgements=tuple(view.judgements),
    )


@dataclass(frozen=True, slots=True)
class _View:
    """What of a case a question is about."""

    documents: Sequence[Document]
    statements: Sequence[Statement]
    links: Sequence[Link]
    actors: Sequence[Actor]
    claims: Sequence[Claim]
    problems: Sequence[Problem]
    judgements: Sequence[Judgement]
    outcomes: Sequence[Outcome]
    tags: Sequence[Tag]


def _whole(store: Store) -> _View:
    statements, claims, judgements = store.statements(), store.claims(), store.judgements()
    found = link.verdicts(judgements, statements)
    return _View(
        store.documents(), link.judged(statements, found), store.links(), store.actors(), claims, store.problems(),
        judgements, link.outcomes(found, claims), link.tags(found, claims),
    )  # fmt: skip


def _seen_by(store: Store, as_of: str) -> _View:
    """The case as it stood at the end of a day, linked anew from the pages of that time and the judgements of then."""
    if words_of_day(as_of) is None:
        raise UsageError(f"{as_of!r} is no day: write it as 2024-10-20.")
    documents = [d for d in store.documents() if _was_seen(d, as_of)]
    kept = {d.id for d in documents}
    statements = [s for s in store.statements() if s.document in kept]
    judgements = [j for j in store.judgements() if j.at[:10] <= as_of]
    found = link.verdicts(judgements, statements)
    made = link.links(documents, statements, found)
    places = {place for d in documents for place in d.places}
    problems = [p for p in store.problems() if p.stage == "read" and p.place in places]
    return _View(
        documents, link.judged(statements, found), sorted(made.links, key=lambda k: k.id),
        sorted(made.actors, key=lambda a: a.id), sorted(made.claims, key=lambda c: c.id), problems,
        judgements, link.outcomes(found, made.claims), link.tags(found, made.claims),
    )  # fmt: skip


def words_of_day(value: str) -> date | None:
    """The day an ISO value names; None where it names none."""
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _was_seen(document: Document, as_of: str) -> bool:
    """Whether a page was there on a day, as far as is known; a text changed later is not what stood there then."""
    days = [dated.value[:10] for dated in (document.published, document.updated) if dated]
    if not days and document.first_seen:
        days = [document.first_seen.value[:10]]
    return bool(days) and max(days) <= as_of


def outcomes(store: Store, as_of: str | None = None, told: Dossier | None = None) -> list[Outcome]:
    """How claims turned out, as a person had set it by a day, on the claims of that day's dossier or of now."""
    kept = [j for j in store.judgements() if as_of is None or j.at[:10] <= as_of]
    statements, claims = (told.statements, told.claims) if told else (store.statements(), store.claims())
    return link.outcomes(link.verdicts(kept, statements), claims)


def judged(store: Store) -> list[tuple[Judgement, str]]:
    """Every judgement ever given, in order, each with what became of it: in force, undone, or replaced by which."""
    found = link.verdicts(store.judgements(), store.statements())
    later = link.replaced(found, store.claims())
    return [(one, _state(undone, later.get(one.id))) for one, undone in store.judged()]


def _state(undone: str | None, later: Judgement | None) -> str:
    if undone:
        return f"undone by {undone.removeprefix('person:')}"
    if later is None:
        return "in force"
    return f"replaced by {later.id}, “{later.verb}” by {later.by.removeprefix('person:')}"


def records(store: Store, as_of: str | None = None, told: Dossier | None = None) -> list[Record]:
    """What each source's word was worth on the claims whose outcome is known."""
    told = told or dossier(store, as_of)
    known = {o.claim: o for o in outcomes(store, as_of, told)}
    found = {(w.claim, w.weigher): w for w in told.weights}
    held = [claim for claim in told.claims if claim.id in known]
    made = cases(held, told.documents, told.statements, told.links, told.actors)
    return weigh_records(
        (known[c.claim.id], c, found[c.claim.id, "origins"], found[c.claim.id, "mutation"]) for c in made
    )


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The weights of a claim as it stands, and as it would be without some of its voices."""

    now: tuple[Weight, ...]
    then: tuple[Weight, ...]
    left_out: tuple[str, ...]
    "Ids of the statements left out."


def what_if(store: Store, claim: str, without: Sequence[str], told: Dossier | None = None) -> WhatIf:
    """What would remain of a claim without the origins that these statements, actors or pages belong to.

    Raises UsageError where the claim is unknown or nothing of it is meant.
    """
    view = told or _whole(store)
    wanted = [c for c in view.claims if c.id == claim]
    documents = sorted(view.documents, key=_by_day)
    unread = sum(d.language not in {None, "en"} for d in documents)
    made = list(cases(wanted, documents, view.statements, view.links, view.actors, unread))
    if not made:
        raise UsageError(
            f"No claim in {store.path} has the id {claim!r}: `firsthand show --case {store.path}` lists them."
        )
    case = made[0]
    now = tuple(weights(case))
    origins = _origins(now[0])
    known = {one for o in origins for one in (*o.statements, *o.actors, *o.documents)}
    if unknown := [repr(one) for one in without if one not in known]:
        raise UsageError(f"Not a statement, an actor or a page of this claim's origins: {', '.join(unknown)}.")
    out = {s for o in origins if _meant(o, set(without)) for s in o.statements}
    rest = replace(
        case,
        claim=replace(case.claim, statements=tuple(m for m in case.claim.statements if m.statement not in out)),
        statements=tuple(s for s in case.statements if s.id not in out),
    )
    return WhatIf(now, tuple(weights(rest)), tuple(sorted(out)))


def _meant(origin: Origin, ids: set[str]) -> bool:
    return bool(ids & {*origin.statements, *origin.actors, *origin.documents})


def anchor(store: Store, key: str, *, speaker: bool = False) -> Passage:
    """The words that an id stands for: a statement's content or speaker, a claim's own words.

    Raises UsageError where nothing has this id, or a statement names no speaker.
    """
    statement = next((s for s in store.statements() if s.id == key), None)
    if statement is not None and speaker:
        if statement.speaker is None:
            raise UsageError(f"The statement {key} names no speaker.")
        return Passage(statement.document, statement.speaker.start, statement.speaker.end)
    if statement is not None:
        return Passage(statement.document, statement.content[0].start, statement.content[0].end)
    claim = next((c for c in store.claims() if c.id == key), None)
    if claim is None or speaker:
        what = "statement" if speaker else "statement or claim"
        raise UsageError(
            f"No {what} in {store.path} has the id {key!r}: `firsthand show --case {store.path}` lists them."
        )
    return claim.passage


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
    for n, one in enumerate(links):
        for end in {one.left, one.right}:
            touching.setdefault(end, []).append((n, one))
    speaking: dict[str, list[tuple[int, Actor]]] = {}
    for n, actor in enumerate(actors):
        for statement in actor.statements:
            speaking.setdefault(statement, []).append((n, actor))
    on_page: dict[str, list[str]] = {}
    for one_said in statements:
        on_page.setdefault(one_said.document, []).append(one_said.id)
    claims, texts, called = list(claims), {d.id: d.text for d in documents}, _names(actors)
    of = {claim.id: {m.statement for m in claim.statements} for claim in claims}
    for claim in claims:
        members = of[claim.id]
        beside = {s for _, one in touching.get(claim.id, ()) for s in of.get(_other(one, claim.id), ())} - members
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
            _in_order(said[s] for d in pages for s in on_page[d] if s not in members and s not in beside),
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


def _other(one: Link, end: str) -> str:
    return one.right if one.left == end else one.left


def _belongs(one: Link, known: set[str]) -> bool:
    return one.kind in _RELATIONS or (one.left in known and one.right in known)


def _in_order(numbered: Iterable[tuple[int, Kept]]) -> tuple[Kept, ...]:
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


def summary(store: Store, as_of: str | None = None) -> str:
    """What a case holds, and its claims, each with its origins."""
    told = dossier(store, as_of)
    origins = {w.claim: w for w in told.weights if w.weigher == "origins"}
    lines = [told.question, ", ".join(f"{n} {noun}" for noun, n in store.counts().items()), ""]
    for claim in told.claims:
        weight = origins[claim.id]
        pages = len({d for origin in _origins(weight) for d in origin.documents})
        lines.append(
            f"{claim.id}  {count(round(weight.value or 0), 'origin')} ({weight.low:.0f} to {weight.high:.0f}), "
            f"{count(pages, 'page')}: {claim.text}"
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
