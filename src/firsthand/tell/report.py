"""The report: one HTML file that holds everything, fetches nothing, and runs nothing that a page brought along."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from importlib.resources import files
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from firsthand.records import Block, Document, Dossier, Hop, Mark, Passage, Reason, Statement
from firsthand.tell import evidence, explanations, lineage, pages, state, strip, words
from firsthand.tell.edges import edges
from firsthand.tell.index import CARRYING, Account, Index, Telling, Voice

if TYPE_CHECKING:
    from jinja2 import Environment

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
# Beyond so many, the pages are folded: they open when something in them is asked for.
OPEN_PAGES = 40


def tell(dossier: Dossier) -> str:
    """The dossier as one HTML file."""
    style, script = _asset("static/report.css"), _asset("static/report.js")
    view = View(Index(dossier))
    template = environment().get_template("report.html")
    return template.render(
        view=view, words=words, style=style, script=script, style_hash=_hash(style), script_hash=_hash(script)
    )


def policy() -> str:
    """The report's own content policy, for a server that hands it out."""
    style, script = (_hash(_asset(f"static/report.{kind}")) for kind in ("css", "js"))
    only = f"default-src 'none'; style-src '{style}'; script-src '{script}'; img-src data:"
    return f"{only}; base-uri 'none'; form-action 'none'"


def _asset(path: str) -> str:
    return "\n" + files("firsthand.tell").joinpath(path).read_text(encoding="utf-8").strip() + "\n"


def _hash(text: str) -> str:
    return "sha256-" + b64encode(hashlib.sha256(text.encode()).digest()).decode()


def sheets_of_style() -> str:
    """The report's style, as it stands in every file made."""
    return _asset("static/report.css")


def environment() -> Environment:
    """The templates, with everything that a page brought along escaped."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    loader = PackageLoader("firsthand.tell", "templates")
    made = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made.filters["line"] = words.plain
    made.filters["day"] = words.day
    made.filters["short"] = words.short
    made.filters["sentence"] = words.sentence
    return made


@dataclass(frozen=True, slots=True)
class Cite:
    """A link to words in this file."""

    href: str
    text: str


@dataclass(frozen=True, slots=True)
class TieRow:
    """Where a page has it from, as a row of a table says it."""

    text: str
    name: str
    href: str


@dataclass(frozen=True, slots=True)
class Unread:
    """One kind of nothing: its name, how many, and the lines that say which and why."""

    name: str
    said: str
    lines: tuple[tuple[str, str], ...]


@dataclass
class View:
    """What the templates ask for. Nothing here decides; it looks up and words."""

    index: Index

    @property
    def dossier(self) -> Dossier:
        """The dossier shown."""
        return self.index.dossier

    @cached_property
    def lead(self) -> Account | None:
        """The claim the report opens with."""
        return self.index.lead

    @cached_property
    def state(self) -> tuple[state.Line, ...]:
        """The three lines."""
        return state.answer(self.index)

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Claims by their number in the table."""
        return {account.claim.id: n for n, account in enumerate(self.index.accounts, 1)}

    @cached_property
    def told(self) -> list[Account]:
        """Claims that more than one statement makes: they have a part of their own."""
        return [account for account in self.index.accounts if len(account.claim.statements) > 1 and account.voices]

    @cached_property
    def told_ids(self) -> set[str]:
        """Their ids."""
        return {account.claim.id for account in self.told}

    @cached_property
    def singles(self) -> list[Account]:
        """Claims that one statement makes."""
        return [account for account in self.index.accounts if account.claim.id not in self.told_ids]

    @cached_property
    def sheets(self) -> list[pages.Sheet]:
        """The pages with their statements."""
        marks: dict[str, list[Mark]] = {}
        for mark in self.dossier.marks:
            marks.setdefault(mark.document, []).append(mark)
        return [pages.sheet(self.index, d, n, marks.get(d.id, ())) for n, d in enumerate(self.dossier.documents, 1)]

    @cached_property
    def anchors(self) -> set[str]:
        """Every paragraph that this file can be opened at."""
        return {paragraph.anchor for sheet in self.sheets for paragraph in sheet.paragraphs}

    @cached_property
    def blocks(self) -> dict[str, list[Block]]:
        """The blocks of each page."""
        return {document.id: pages.blocks(document) for document in self.dossier.documents}

    @cached_property
    def fold_pages(self) -> bool:
        """Whether the pages begin folded."""
        return len(self.dossier.documents) > OPEN_PAGES

    @cached_property
    def offers(self) -> list[evidence.Offer]:
        """The evidence ledger."""
        return evidence.offers(self.index)

    def offers_of(self, account: Account) -> list[evidence.Offer]:
        """The evidence that one claim's statements offer."""
        mine = {member.statement for member in account.claim.statements}
        return [offer for offer in self.offers if offer.statement.id in mine]

    def changes_of(self, account: Account) -> list[tuple[Account, Hop]]:
        """What changed on one claim's way."""
        return [(account, hop) for hop in account.hops]

    def figures_of(self, account: Account) -> list[strip.Row]:
        """One claim's figures, in the rows of what they count."""
        mine = {member.statement for member in account.claim.statements}
        kept = [(row, tuple(v for v in row.values if v.figure.statement in mine)) for row in self.figure_rows]
        return [strip.Row(row.role, row.of, values) for row, values in kept if values]

    @cached_property
    def changes(self) -> list[tuple[Account, Hop]]:
        """What changed on the way, claims in their order; a claim that only one statement makes has had no way."""
        return [(account, hop) for account in self.told for hop in account.hops]

    @cached_property
    def explanations(self) -> explanations.Matrix | None:
        """The rival explanations against the evidence."""
        return explanations.matrix(self.index)

    @cached_property
    def explained(self) -> Account | None:
        """The claim that they explain."""
        made = self.dossier.analysis
        about = (h.claim for h in made.hypotheses) if made else ()
        return next((self.by_claim[claim] for claim in about if claim in self.by_claim), None)

    def words_at(self, passage: Passage) -> str:
        """The words of a passage."""
        return self.index.documents[passage.document].text[passage.start : passage.end]

    @cached_property
    def figure_rows(self) -> list[strip.Row]:
        """All figures, by what they count."""
        return strip.rows(self.index)

    @cached_property
    def figure_strip(self) -> strip.Strip | None:
        """The drawing of the figures."""
        return strip.strip(self.figure_rows)

    def figure_notes(self) -> list[Reason]:
        """What the weigher says about figures that differ, each sentence once."""
        found: dict[str, Reason] = {}
        for account in self.index.accounts:
            for note in account.figure_notes:
                values = {words.figure(f) for f in account.figures if f.passage in note.spans}
                if len(values) != 1:
                    found.setdefault(note.text, note)
        return list(found.values())

    def drawing(self, account: Account) -> lineage.Drawing | None:
        """The lineage of a claim."""
        return lineage.drawing(account, self.index)

    def tellings(self, account: Account) -> list[tuple[Voice, Telling]]:
        """A claim's tellings by day; those without a day last."""
        found = [(voice, telling) for voice in account.voices for telling in voice.tellings]
        return sorted(
            found, key=lambda pair: (words.iso_day(pair[1].day) or date.max, not pair[1].first, pair[1].day or "")
        )

    def ties(self, account: Account) -> dict[str, list[TieRow]]:
        """For each page of a claim, where it has it from, with the evidence; a likeness stands with both pages."""
        first = {t.document.id: t.statement.id for voice in account.voices for t in voice.tellings}
        found: dict[str, list[TieRow]] = {}
        for edge in edges(account, self.index):
            ways = (
                [(edge.target, edge.source)]
                if edge.directed
                else [(edge.target, edge.source), (edge.source, edge.target)]
            )
            for taker, source in ways:
                name = words.short(self.index.outlet(self.index.documents[source]), 40)
                text = edge.label if edge.directed else "alike:"
                found.setdefault(taker, []).append(TieRow(text, name, f"#s-{first[source]}"))
        return found

    def carrying(self, account: Account, known: bool) -> list[Voice]:
        """The voices that assert or report a claim."""
        return account.of(*CARRYING, known=known)

    def carried(self, account: Account) -> int:
        """How many pages carry a claim."""
        return state.carried(account)

    def called(self, voice: Voice) -> str:
        """A voice by letter and name."""
        return state.called(voice)

    def best(self, account: Account) -> tuple[str, str]:
        """The strongest basis of a claim's carrying voices: its sign and its words."""
        order = ("shown", "told", "said")
        spoken = [
            self.index.statements[s]
            for v in account.of(*CARRYING)
            for s in v.origin.statements
            if s in self.index.statements
        ]
        best = min(spoken, key=lambda s: order.index(words.basis_sign(s.basis)), default=None)
        return (words.basis_sign(best.basis), words.basis(best.basis)) if best else ("none", "none")

    def first(self, account: Account) -> tuple[Voice, Telling] | None:
        """The first telling of a claim whose day is known."""
        return next(iter(self.tellings(account)), None)

    def href(self, account: Account) -> str:
        """Where a claim is told of: its own part, or its words."""
        if account.claim.id in self.told_ids:
            return f"#c-{account.claim.id}"
        found = next((m.statement for m in account.claim.statements if m.statement in self.index.statements), None)
        return f"#s-{found}" if found else "#claims"

    def related(self, account: Account) -> dict[str, list[Account]]:
        """Other claims this one refines, is part of, updates or contradicts, by what it does to them."""
        said = {"refines": "narrows", "part_of": "is part of", "contradicts": "contradicts", "updates": "is later than"}
        found: dict[str, list[Account]] = {}
        for other, link in self.index.related[account.claim.id]:
            found.setdefault(said[link.kind], []).append(self.by_claim[other])
        return found

    @cached_property
    def by_claim(self) -> dict[str, Account]:
        """Claims by their ids."""
        return {account.claim.id: account for account in self.index.accounts}

    @cached_property
    def question(self) -> str:
        """The question as its asker put it; one that was made of a claim, as a sentence."""
        made = self.lead is not None and self.index.asked(self.lead)
        return words.sentence(self.dossier.question, 400) if made else words.plain(self.dossier.question)

    def spot(self, account: Account) -> str:
        """Where a claim stands in this file: its own part, or its row."""
        return f"#{'c' if account.claim.id in self.told_ids else 'k'}-{account.claim.id}"

    def cite(self, statement: Statement) -> Cite:
        """A statement as a citation: Harbour Courier ¶6."""
        document = self.index.documents[statement.document]
        _, label = pages.place(document, pages.said_at(statement), self.blocks[document.id])
        return Cite(f"#s-{statement.id}", f"{words.short(self.index.outlet(document), 40)} {label}".rstrip())

    def cite_passage(self, passage: Passage) -> Cite | None:
        """A passage as a citation: the statement that lies on it, else its paragraph."""
        document = self.index.documents.get(passage.document)
        if document is None:
            return None
        for statement in self.index.by_document.get(document.id, ()):
            extent = pages.extent(statement)
            if extent.start < passage.end and passage.start < extent.end:
                return self.cite(statement)
        anchor, label = pages.place(document, passage.start, self.blocks[document.id])
        href = f"#{anchor}" if anchor in self.anchors else f"#d-{document.id}"
        return Cite(href, f"{words.short(self.index.outlet(document), 40)} {label}".rstrip())

    def cites(self, spans: tuple[Passage, ...]) -> list[Cite]:
        """Citations of a reason, each once."""
        found = [cite for passage in spans if (cite := self.cite_passage(passage))]
        return list(dict.fromkeys(found))

    def web(self, url: str | None) -> str | None:
        """An address that may be a link: http and https only, everything else is text."""
        try:
            parts = urlsplit(url or "")
        except ValueError:
            return None
        return url if parts.scheme in ("http", "https") and parts.netloc and url == words.plain(url) else None

    def lang(self, document: Document) -> str | None:
        """A page's language where it is well formed."""
        found = document.language or ""
        return found if _LANGUAGE.fullmatch(found) else None

    def foreign(self, document: Document) -> bool:
        """Whether a page is in a language that is not read."""
        return bool(document.language) and not (document.language or "").lower().startswith("en")

    def chain(self, statement: Statement) -> list[str]:
        """Who handed the words on: service, Meridian Wire, here."""
        speaker = words.plain(statement.speaker.name) if statement.speaker else "nobody named"
        return [speaker, *(words.plain(mention.name) for mention in reversed(statement.via)), "here"]

    def role(self, statement: Statement) -> str:
        """First telling, echo or lineage unknown; empty outside every claim."""
        voice = self.index.voice_of.get(statement.id)
        if voice is None:
            return ""
        if not voice.known:
            return "unknown"
        return "first" if voice.first.statement.id == statement.id else "echo"

    def unread(self) -> list[Unread]:
        """The kinds of nothing, always apart."""
        foreign = [d for d in self.dossier.documents if self.foreign(d)]
        silent = [d for d in self.dossier.documents if not self.foreign(d) and not self.index.by_document.get(d.id)]
        unread = {place for d in foreign for place in d.places}
        failed = [p for p in self.dossier.problems if p.stage != "read" or p.place not in unread]
        problems = tuple((words.plain(p.place), f"{words.plain(p.message)} ({p.stage})") for p in failed)
        named = tuple(
            (self.index.outlet(d), f"language {words.plain(d.language)}; kept, and shown under Pages") for d in foreign
        )
        mute = tuple((self.index.outlet(d), words.plain(d.title) or "no title") for d in silent)
        total = words.count(len(self.dossier.documents), "page")
        return [
            Unread(
                "Could not be read",
                words.count(len(problems), "problem") if problems else "Nothing: every place was read.",
                problems,
            ),
            Unread(
                "Not in English",
                f"{words.count(len(foreign), 'page')} kept and not read." if foreign else "None.",
                named,
            ),
            Unread(
                "Read, nothing found",
                f"{words.count(len(silent), 'page')} without a statement." if silent else "None.",
                mute,
            ),
            *self._not_found(total),
            *self._silent(),
            Unread(
                "Not asked", f"Nothing beyond these {total} was looked for, and nobody named in them was asked.", ()
            ),
        ]

    def _silent(self) -> list[Unread]:
        """Who could be expected to speak on a claim that several pages carry, and was not heard."""
        lines = tuple(
            (f"Claim {self.numbers[account.claim.id]}", words.plain(reason.text))
            for account in self.told
            if len(account.documents) > 1
            for reason in account.silent
        )
        said = f"{words.count(len(lines), 'position')} of somebody named or heard beside a claim."
        return [Unread("Expected, not heard", said, lines)] if lines else []

    def _not_found(self, total: str) -> list[Unread]:
        upto = f", up to {words.day(self.dossier.as_of)}" if self.dossier.as_of else ""
        mute = [account for account in self.told if not account.of("opposes")]
        if not mute:
            return []
        lines = tuple((f"Claim {self.numbers[a.claim.id]}", words.short(a.claim.text, 120)) for a in mute)
        said = f"A statement against {words.count(len(mute), 'claim')}, in {total}{upto}."
        return [Unread("Looked for, not found", said, lines)]
