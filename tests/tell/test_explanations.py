"""The matrix of explanations in every form a dossier is told in."""

import json
import re
from dataclasses import replace

import pytest
from lxml import html

from firsthand.records import Cell, Evidence, Hypothesis, Reason, identity
from firsthand.tell import explanations, tell
from firsthand.tell.index import Index
from firsthand.weigh.hypotheses import asked, pair, weighed
from tests.tell import ferry
from tests.tell.test_formats import check
from tests.tell.test_report import whole

CAUSE = Hypothesis(
    identity("asleep"), "The crew was asleep because the shifts were long", ferry.UNION.id, (), "cause",
    (ferry.whole(ferry.RADIO, "the steering had failed"),),
)  # fmt: skip
OWN = Hypothesis(identity("own"), "A wave pushed it", None)
COLUMNS = (*pair(ferry.C_STEERING), CAUSE, OWN)
FIRST = (ferry.S_WIRE, ferry.S_RADIO, ferry.S_TIDE, ferry.S_FIVE, ferry.S_BUOY)


def unit(statement, weight=0.5):
    where = ferry.whole(next(d for d in ferry.DOCUMENTS if d.id == statement.document), "the steering")
    who = statement.speaker.name if statement.speaker else "the page"
    return Evidence(statement.id, who, "supports", where, weight, Reason("counts", weight, (where,)))


def cell(statement, hypothesis, value, by="hypotheses@1", why="words in common", ratio=None):
    return Cell(statement.id, hypothesis.id, value, Reason(why, 0.0), by, ratio)


def analysed():
    """Ines Vold for the claim, drafted; Strand Lines against it, set by Ann; the others bear on nothing."""
    values = {(ferry.S_WIRE, 0): 1, (ferry.S_WIRE, 1): -1, (ferry.S_FIVE, 0): -1, (ferry.S_FIVE, 1): 1}
    cells = [
        cell(s, h, values.get((s, n), 0), "person:Ann" if (s, n) == (ferry.S_FIVE, 0) else "hypotheses@1")
        for s in FIRST
        for n, h in enumerate(COLUMNS)
    ]
    units = [unit(s, 0.9 if s is ferry.S_WIRE else 0.0 if s is ferry.S_TIDE else 0.4) for s in FIRST]
    spread = {ferry.S_WIRE.id: 0.8, ferry.S_FIVE.id: 0.7}
    return weighed(COLUMNS, [replace(u, diagnosticity=spread.get(u.id, 0.0)) for u in units], cells)


DOSSIER = ferry.dossier(analysis=analysed())


@pytest.fixture(scope="module")
def section():
    (found,) = whole(tell(DOSSIER, "report")).xpath("//section[@id='explanations']")
    return found


def text_of(node):
    return " ".join(node.text_content().split())


def test_a_row_is_an_origin_with_its_letter_and_a_link_to_its_words(section):
    first, second = section.xpath(".//table[@class='ach'][1]")[0].xpath("./tbody/tr")
    assert text_of(first.xpath("./th/span[starts-with(@class, 'sig')]")[0]) == "A"
    assert first.xpath("./th//a/@href") == [f"#s-{ferry.S_WIRE.id}"]
    assert "Ines Vold: The steering of the Marlow Star had failed" in text_of(first)
    assert [text_of(n) for n in first.xpath(".//*[contains(@class, 'cell')]/*[@aria-hidden]")] == ["+", "−", "0", "0"]
    assert text_of(first.xpath("./td[last()]")[0]) == "0.80"
    assert text_of(second.xpath("./td[last()]")[0]) == "0.70"


def test_a_column_says_who_offers_it_and_the_leader_is_named(section):
    heads = [text_of(th) for th in section.xpath(".//table[@class='ach']")[0].xpath("./thead//th")]
    assert heads[1].startswith("H1 leads")
    assert "leads" not in heads[2]
    assert "The crew was asleep because the shifts were long" in heads[3]
    assert "Crew union: a cause" in heads[3]
    assert "put in by a person" in heads[4]
    assert "Least speaks against H1" in text_of(section.xpath(".//p[@class='answer']")[0])


def test_drafts_and_a_persons_cells_differ_by_their_line_and_in_words(section):
    cells = section.xpath(".//tbody//*[starts-with(@class, 'cell')]")
    for shown in cells:
        said = text_of(shown.xpath("./*[@class='hide']")[0])
        drafted = "drafted by machine" in said
        assert drafted is ("draft" in shown.get("class").split())
        assert drafted is not ("set by Ann" in said)
    assert sum("draft" not in shown.get("class").split() for shown in cells) == 1
    legend = text_of(section.xpath(".//*[@class='legend']")[0])
    assert "broken line: the machine’s draft" in legend
    assert "solid line: a person" in legend


def test_what_decides_is_framed_as_the_analysis_has_it(section):
    flips = {(f"{c.evidence}-{c.hypothesis}") for c in DOSSIER.analysis.flips}
    framed = section.xpath(".//tbody//*[contains(concat(' ', @class, ' '), ' key ')]")
    assert flips
    assert len(framed) == len(flips)
    for href in (a.get("href") for a in framed if a.tag == "a"):
        assert href.removeprefix("#x-") in flips


def test_numbers_stand_under_each_column_and_an_untested_one_has_none(section):
    against, share = section.xpath(".//table[@class='ach']/tfoot/tr")
    assert [text_of(td) for td in against.xpath("./td")] == ["0.40", "0.90", "not tested", "not tested", ""]
    shares = [s.posterior for h in COLUMNS for s in DOSSIER.analysis.scores if s.hypothesis == h.id]
    assert [text_of(td) for td in share.xpath("./td")][:4] == [f"{s:.2f}".lstrip("0") for s in shares]
    assert "second opinion" in text_of(share)


def test_what_bears_on_nothing_is_folded_and_what_it_hangs_on_is_told(section):
    assert "3 more origins" in text_of(section.xpath(".//details/summary")[0])
    told = text_of(section)
    for reason in DOSSIER.analysis.reasons[1:]:
        assert " ".join(reason.text.split()) in told
    assert "shown, not counted" in told


def test_no_style_and_no_script_stand_in_it_and_wide_tables_scroll(section):
    assert not section.xpath(".//@style | .//style | .//script | .//@*[starts-with(name(), 'on')]")
    assert all("scroll" in t.getparent().get("class") for t in section.xpath(".//table"))


def many(count, bears=True):
    """An analysis with many rows and columns, all of one claim."""
    columns = [*COLUMNS[:2], *(Hypothesis(identity(str(n)), f"Cause {n}", None) for n in range(12))]
    units = [replace(unit(ferry.S_WIRE), id=identity("row", str(n)), diagnosticity=n / 100) for n in range(count)]
    cells = [
        Cell(u.id, h.id, (1 if n == 0 else -1 if n == 1 else 0) if bears else 0, Reason("", 0.0), "hypotheses@1")
        for u in units
        for n, h in enumerate(columns)
    ]
    return weighed(columns, units, cells)


def test_at_most_twelve_rows_by_diagnosticity_stand_open():
    made = explanations.matrix(Index(ferry.dossier(analysis=many(40))))
    assert [round(row.evidence.diagnosticity * 100) for row in made.rows] == list(range(39, 27, -1))
    assert len(made.rest) == 28
    assert [c.number for c in made.columns] == [1, 2]
    assert len(made.untested) == 12
    report = whole(tell(ferry.dossier(analysis=many(40)), "report"))
    assert len(report.xpath("//section[@id='explanations']//table[@class='ach'][1]/tbody/tr")) == 40
    assert len(whole(tell(ferry.dossier(analysis=many(5, bears=False)), "report")).xpath("//table[@class='ach']")) == 1


def section_text(dossier):
    return text_of(html.fromstring(tell(dossier, "report")).xpath("//section[@id='explanations']")[0])


def test_where_nothing_is_offered_it_says_so():
    assert "No explanation is offered on these pages." in section_text(ferry.empty())
    bare = ferry.dossier(analysis=asked(ferry.dossier(), ferry.C_STEERING))
    assert {h.kind for h in bare.analysis.hypotheses} == {"as told", "not so"}
    assert "No explanation is offered on these pages: only the claim and its opposite" in section_text(bare)
    for dossier in (ferry.empty(), bare):
        assert "- No explanation is offered on these pages: " in tell(dossier, "markdown")
    assert "No explanation" not in section_text(DOSSIER)


def valid(dossier):
    found = json.loads(tell(dossier, "json"))
    check(found)
    return found["analysis"]


def test_json_holds_it_by_the_schema_and_its_ids_meet():
    assert valid(ferry.empty()) is None
    made = valid(DOSSIER)
    rows, columns = {row["id"] for row in made["evidence"]}, {one["id"] for one in made["hypotheses"]}
    assert {(c["evidence"], c["hypothesis"]) for c in made["cells"]} == {(r, c) for r in rows for c in columns}
    assert {s["hypothesis"] for s in made["scores"]} == columns
    assert [row["letter"] for row in made["evidence"]] == ["A", "B", None, "C", None]
    assert [c["value"] for c in made["cells"] if c["by"] == "person:Ann"] == [-1]


def test_markdown_tells_who_leads_and_each_number():
    found = re.search(r"## Explanations\n\n(.*?)\n\n##", tell(DOSSIER, "markdown"), re.DOTALL)[1].split("\n")
    assert found[0].startswith("- Least speaks against: “It is as told: ")
    assert any(line.startswith("- 0.40 against, share ") for line in found)
    assert any(line.startswith("- not tested, share ") and "A wave pushed it" in line for line in found)


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "</q>\u202e{{ 7*7 }}", '" onclick="x'])
def test_no_text_of_a_page_or_person_acts_in_it(text):
    columns = (*COLUMNS[:2], replace(CAUSE, text=text), replace(OWN, text=text + " own"))
    made = weighed(
        columns,
        [replace(unit(ferry.S_WIRE), who=text)],
        [cell(ferry.S_WIRE, h, 1 - n % 3, f"person:{text}", text) for n, h in enumerate(columns)],
    )
    tree = whole(tell(ferry.dossier(analysis=made), "report"))
    section = tree.xpath("//section[@id='explanations']")[0]
    assert not section.xpath(".//script | .//@onclick")
    assert "49" not in text_of(section)
    assert "\u202e" not in section.text_content()
