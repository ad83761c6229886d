"""Records of one state of a case, written down in the shapes an agent is answered in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

from firsthand import records
from firsthand.errors import UsageError
from firsthand.serve import answers
from firsthand.serve.quoting import ADDRESS, clean, name
from firsthand.serve.ranking import Finder
from firsthand.tell import state, words
from firsthand.tell.index import Account, Index, actor_of, roster
from firsthand.tell.report import View

# Words of one citation; beyond, it says that it is cut. A statement is 160 characters long in the middle.
WORDS, SHORT = 600, 240
CITED = 3
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class Clerk:
    """Writes down what one view of the case holds."""

    def __init__(self, view: View, failed: int) -> None:
        self.view = view
        self._failed = failed

    @property
    def index(self) -> Index:
        """The records by their ids."""
        return self.view.index

    @cached_property
    def finder(self) -> Finder:
        """The words of this state of the case."""
        return Finder(self.index)

    @cached_property
    def looked(self) -> answers.Looked:
        """What every answer rests on."""
        told = self.view.dossier
        return answers.Looked(
            pages=len(told.documents), pages_not_read=len(self.not_english), places_failed=self._failed,
            statements=len(told.statements), claims=len(told.claims),
        )  # fmt: skip

    @cached_property
    def not_english(self) -> list[records.Document]:
        """Pages that are kept and not read."""
        return [d for d in self.view.dossier.documents if d.language not in {None, "en"}]

    @property
    def as_of(self) -> str | None:
        """The day that this state is of."""
        return day(self.view.dossier.as_of)

    @cached_property
    def _roster(self) -> dict[tuple[str, str], str]:
        return roster(self.view.dossier.actors)

    @cached_property
    def _by_claim(self) -> dict[str, Account]:
        return {account.claim.id: account for account in self.index.accounts}

    def account(self, key: str) -> Account:
        """The claim with this id, or the claim of the statement with this id. Raises UsageError where there is none."""
        found = self._by_claim.get(key) or self.index.account_of.get(key)
        if found is None:
            raise UsageError(
                f"No claim and no statement has the id {name(key, 40)!r}: list_claims and search give ids."
            )
        return found

    def document(self, key: str) -> records.Document:
        """The page with this id. Raises UsageError where there is none."""
        if key not in self.index.documents:
            raise UsageError(f"No page has the id {name(key, 40)!r}: search gives the ids of pages as `document`.")
        return self.index.documents[key]

    def quote(self, passage: records.Passage, limit: int = WORDS) -> answers.Quote:
        """Words of a page, exactly as they stand there, up to a limit."""
        page = self.index.documents[passage.document]
        end = min(passage.end, passage.start + limit)
        return answers.Quote(
            document=page.id, outlet=name(self.index.outlet(page)), day=day(page.day), url=_url(page),
            start=passage.start, end=passage.end, words=clean(page.text[passage.start : end]), cut=end < passage.end,
        )  # fmt: skip

    def quotes(self, passages: Iterable[records.Passage], limit: int = WORDS) -> list[answers.Quote]:
        """Several, without those of pages that are not in this state of the case."""
        return [self.quote(one, limit) for one in passages if one.document in self.index.documents]

    def reason(self, found: records.Reason) -> answers.Reason:
        """A sentence of the machine's account."""
        return self.why(found.text, found.spans, found.weight)

    def why(self, text: str, spans: Iterable[records.Passage] = (), weight: float = 0.0) -> answers.Reason:
        """A sentence with the words it rests on."""
        cited = self.quotes(dict.fromkeys(spans), SHORT)
        return answers.Reason(text=name(text, WORDS), weight=round(weight, 6), citations=cited[:CITED])

    def label(self, text: str | None, limit: int = WORDS) -> answers.Label:
        """A name that pages use."""
        return answers.Label(text=name(text, limit))

    def page(self, found: records.Document) -> answers.Page:
        """A page in one record."""
        return answers.Page(
            document=found.id, outlet=name(self.index.outlet(found)), title=name(found.title), day=day(found.day),
            url=_url(found), language=name(found.language, 12) or None, characters=len(found.text),
            statements=len(self.index.by_document.get(found.id, ())),
        )  # fmt: skip

    def said(self, found: records.Statement, account: Account | None = None, limit: int = WORDS) -> answers.Said:
        """A statement, seen from one of its claims."""
        account = account or self.index.account_of.get(found.id)
        members = {m.statement: m.position for m in account.claim.statements} if account else {}
        speaker = found.speaker
        return answers.Said(
            statement=found.id,
            claim=account.claim.id if account else None,
            form=found.form,
            stance=found.stance,
            position=members.get(found.id),
            certainty=round(found.certainty, 3),
            speaker=name(speaker.name) if speaker else None,
            actor=actor_of(speaker, found.id, self._roster) if speaker else None,
            named=bool(speaker and speaker.named),
            via=[name(one.name) for one in found.via[:CITED]],
            basis=words.basis(found.basis),
            refers_to=found.refers_to,
            citations=self.quotes(records.passages(found.document, found.content[:CITED]), limit),
        )

    def line(self, account: Account, beside: int = 0) -> answers.ClaimLine:
        """A claim with its numbers, and so many of the claims that it is related to."""
        claim, related = account.claim, self.index.related.get(account.claim.id, [])
        belief = account.belief
        return answers.ClaimLine(
            id=claim.id,
            text=self.quote(claim.passage),
            first_seen=day(claim.first_seen),
            pages=len(account.documents),
            statements=len(claim.statements),
            origins=ranged(account.origins),
            echoes=account.echoes,
            lineage_unknown=len(account.of("supports", "reports", known=False)),
            opposing_voices=len(account.of("opposes")),
            voices_that_show_something=sum(state.best(voice, self.index) == "shown" for voice in account.voices),
            belief=ranged(belief) if belief and belief.value is not None else None,
            related=[
                answers.Related(claim=other, relation=link.kind, why=self.why(link.why, link.spans))
                for other, link in related[:beside]
            ],
            related_left_out=max(0, len(related) - beside),
        )


def ranged(weight: records.Weight | None) -> answers.Range:
    """A weight's number with its range."""
    found = (weight.value, weight.low, weight.high) if weight else (None, None, None)
    return answers.Range(*(None if one is None else round(one, 6) for one in found))


def day(value: str | None) -> str | None:
    """The day that an ISO value begins with; None where it is none: a page's date is not always one."""
    found = _DAY.match(value or "")
    return found.group() if found else None


def _url(page: records.Document) -> str | None:
    """The page's address; None where it is longer than any that can be opened."""
    return clean(page.url) if page.url and len(page.url) <= ADDRESS else None
