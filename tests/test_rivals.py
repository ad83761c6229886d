"""Rival explanations through the case: whose claim, which rows, what a person set, and as of when."""

import pytest

from firsthand import ask, link, store
from firsthand.errors import UsageError
from firsthand.records import Cell, Reason
from firsthand.tell import tell
from firsthand.tell.index import Index
from firsthand.weigh.hypotheses import added, exported, imported, taken
from tests.weigh.rivalry import told

WHY = "the depot at Brask was emptied in the night because the roof leaked"
MADE = (
    told(1, "Ida Holm"),
    told(2, "Per Lund", stance="denies"),
    told(3, "Ole Vik", WHY),
    told(4, "Eva Strand", "the harvest in Corvane was the best for years"),
)


@pytest.fixture
def case(tmp_path):
    pages, statements = (list(part) for part in zip(*MADE, strict=True))
    made = link.links(pages, statements)
    with store.open(tmp_path / "a.sqlite") as kept:
        for page in pages:
            kept.keep_document(page)
            kept.keep_reading(page.id, "test@1", [s for s in statements if s.document == page.id])
        kept.keep_linking(made.links, made.actors, made.claims)
        yield kept


def claim_of(kept, statement):
    return next(c for c in kept.claims() if statement.id in {m.statement for m in c.statements})


def own(made, value=1, row=0, column=0):
    return Cell(made.evidence[row].id, made.hypotheses[column].id, value, Reason("seen", 0.0), "person:Ann")


def test_the_dossier_holds_the_analysis_of_the_claim_that_the_report_opens_with(case):
    dossier = ask.dossier(case)
    assert dossier.analysis == ask.analysis(case)
    lead = Index(dossier).lead.claim
    assert {h.claim for h in dossier.analysis.hypotheses if h.kind in {"as told", "not so"}} == {lead.id}
    assert any(h.kind == "cause" and "roof leaked" in h.text for h in dossier.analysis.hypotheses)


def test_another_claim_can_be_asked_about_and_an_unknown_one_is_said(case):
    other = claim_of(case, MADE[3][1])
    made = ask.analysis(case, other.id)
    assert {h.claim for h in made.hypotheses if h.claim} == {other.id}
    assert [u.id for u in made.evidence] == [MADE[3][1].id]
    with pytest.raises(UsageError, match="feed"):
        ask.analysis(case, "feed")


def test_origins_of_unrelated_claims_are_rows_only_when_asked_for_and_then_empty(case):
    narrow, wide = ask.analysis(case), ask.analysis(case, every=True)
    far = MADE[3][1].id
    assert far not in {u.id for u in narrow.evidence}
    assert far in {u.id for u in wide.evidence}
    assert far not in {c.evidence for c in wide.cells}
    assert (wide.scores, wide.leaders, wide.cells) == (narrow.scores, narrow.leaders, narrow.cells)
    assert far in exported(wide, case.documents(), every=True)
    assert far not in exported(wide, case.documents())


def test_a_persons_cell_brings_an_unrelated_origin_in(case):
    wide = ask.analysis(case, every=True)
    row = [u.id for u in wide.evidence].index(MADE[3][1].id)
    cell = own(wide, -1, row)
    case.keep_rivals(wide.hypotheses[:2], [cell], "2026-01-01T10:00:00+00:00")
    made = ask.analysis(case)
    assert cell in made.cells
    assert next(s for s in made.scores if s.hypothesis == cell.hypothesis).inconsistency > 0


def test_what_a_person_set_counts_for_its_claim_alone_and_the_later_word_wins(case):
    made = ask.analysis(case)
    for value, moment in ((1, "2026-01-01T10:00:00+00:00"), (-1, "2026-01-02T10:00:00+00:00")):
        case.keep_rivals(added(made, "Thieves emptied it for the copper"), [own(made, value)], moment)
    again = ask.analysis(case)
    assert [c.value for c in again.cells if c.by == "person:Ann"] == [-1]
    assert sum("copper" in h.text for h in again.hypotheses) == 1
    other = ask.analysis(case, claim_of(case, MADE[3][1]).id)
    assert not any("copper" in h.text for h in other.hypotheses)
    assert not any(c.by == "person:Ann" for c in other.cells)


def test_as_of_a_day_knows_nothing_that_a_person_set_later(case):
    day = "2024-03-10"
    before = [tell(ask.dossier(case, day), name) for name in ("json", "report", "markdown", "csv")]
    made = ask.analysis(case, as_of=day)
    case.keep_rivals(added(made, "Thieves emptied it for the copper"), [own(made, -1)], f"{day[:-2]}11T00:30:00+00:00")
    assert before == [tell(ask.dossier(case, day), name) for name in ("json", "report", "markdown", "csv")]
    later = ask.analysis(case, as_of="2024-03-11")
    assert any("copper" in h.text for h in later.hypotheses)
    assert any(c.by == "person:Ann" for c in later.cells)


def test_a_page_of_another_day_gives_no_explanation_before_it(case):
    early = ask.analysis(case, as_of="2024-03-03")
    assert not any("roof leaked" in h.text for h in early.hypotheses)
    assert ask.analysis(case, as_of="2024-01-01") is None
    assert ask.dossier(case, "2024-01-01").analysis is None


def test_of_a_table_only_what_is_new_is_kept_with_the_hypotheses_it_judges(case):
    made = ask.analysis(case)
    assert taken(made, imported(exported(made, case.documents(), every=True), made, "Ann")) == ((), ())
    cause = next(n for n, h in enumerate(made.hypotheses) if h.kind == "cause")
    case.keep_rivals(made.hypotheses[:2], [own(made)], "2026-01-01T10:00:00+00:00")
    again = ask.analysis(case)
    table = exported(again, case.documents(), every=True).replace("0?", "0: no link", 1)
    kept, cells = taken(again, imported(table, again, "Bob"))
    assert [(c.by, c.value, c.reason.text) for c in cells] == [("person:Bob", 0, "no link")]
    assert [h.kind for h in kept][:2] == ["as told", "not so"]
    assert {c.hypothesis for c in cells} <= {h.id for h in kept}
    assert made.hypotheses[cause].id in {h.id for h in again.hypotheses}


@pytest.mark.parametrize("text", ["", " \n ", "?!", "x" * 700])
def test_what_is_no_sentence_is_no_hypothesis(case, text):
    with pytest.raises(UsageError, match="sentence"):
        added(ask.analysis(case), text)


def test_a_hypothesis_is_put_in_once(case):
    made = ask.analysis(case)
    case.keep_rivals(added(made, "Thieves emptied it for the copper"), (), "2026-01-01T10:00:00+00:00")
    with pytest.raises(UsageError, match="already"):
        added(ask.analysis(case), " Thieves  emptied it for the copper")
