"""The drawings: no mark on another, no line through a mark, the same for the same input."""

from __future__ import annotations

import itertools
import random
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.records import Reason, Weight
from firsthand.tell import lineage, strip
from firsthand.tell.axis import MOST, axis, fit, width
from firsthand.tell.index import Index
from tests.tell import ferry


def crowd(pages, voices, seed):
    """A claim that many pages tell, in voices that copy inside themselves."""
    dice = random.Random(seed)
    groups, documents, statements, links, members, origins, letters = {}, [], [], [], [], [], {}
    for n in range(pages):
        voice = n if n < voices else dice.randrange(voices)
        day = date(2024, 10, 8) + timedelta(days=int(dice.expovariate(1 / 6)) if dice.random() < 0.9 else 180)
        document = ferry.page(
            f"Outlet {n}", day.isoformat() if dice.random() < 0.97 else None, ["Somebody said it happened."]
        )
        statement = ferry.said(document, "it happened", "Somebody", "said")
        documents.append(document)
        statements.append(statement)
        groups.setdefault(voice, []).append((day, document, statement))
    for voice, group in sorted(groups.items()):
        group.sort(key=lambda one: (one[0], one[1].id))
        side = "opposes" if voice % 3 == 2 else "supports"
        spoken = [statement for *_, statement in group]
        origins.append(ferry.origin(side, [], spoken, known=voice % 5 != 4, reasons=[Reason("alike", 0.0)]))
        letters[spoken[0].id] = chr(65 + voice % 26)
        members += [(statement, side) for statement in spoken]
        for k in range(1, len(group)):
            source = group[dice.randrange(k)]
            links.append(ferry.link("copies", group[k][1].id, source[1].id, "70 % alike", directed=dice.random() < 0.8))
    claim = ferry.claim("It happened", ferry.whole(documents[0], "it happened"), members, None)
    weight = Weight(claim.id, "origins", 1, 1, 1, (), tuple(origins))
    return ferry.dossier(documents=tuple(documents), statements=tuple(statements), claims=(claim,), links=tuple(links),
                         weights=(weight,), letters=letters, actors=(), marks=())  # fmt: skip


def drawn(dossier):
    index = Index(dossier)
    return lineage.drawing(index.accounts[0], index)


@pytest.mark.parametrize(("pages", "voices"), [(5, 2), (12, 3), (24, 6), (60, 4), (100, 30)])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_no_mark_stands_on_another(pages, voices, seed):
    found = drawn(crowd(pages, voices, seed))
    boxes = [(n.x - 4, n.y - 25, n.x + width(n.label), n.y + 10) for n in found.nodes]
    for a, b in itertools.combinations(boxes, 2):
        assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
    assert all(0 <= n.x < found.width and 0 < n.y < found.height for n in found.nodes)


@pytest.mark.parametrize("seed", range(5))
def test_no_line_runs_through_a_mark(seed):
    found = drawn(crowd(40, 4, seed))
    for line in found.lines:
        end_x, y = line.x + 20, line.y - 14
        start = float(line.path[1:].split("H")[0].split()[0])
        corner = float(line.path.split("V")[1].split("Q")[1].split()[0]) if "V" in line.path else start
        assert not [n for n in found.nodes if n.y == y and corner < n.x + 5 < end_x - 6]


def test_lanes_fold_and_say_so():
    found = drawn(crowd(60, 1, 1))
    assert len(found.nodes) == lineage.FOLD_AT - 1
    assert "49 pages more" in found.lanes[0].more or "48 pages more" in found.lanes[0].more
    many = drawn(crowd(100, 30, 1))
    assert len(many.lanes) <= lineage.LANES + 1
    assert many.unseen > 0


def test_arrows_stand_only_on_directed_links():
    found = drawn(ferry.dossier())
    assert sorted(line.label for line in found.lines if line.directed) == [
        "cites",
        "copies 84 %",
        "credits",
        "credits",
        "credits",
    ]
    assert found.untold == 1
    assert found.divide is not None


def test_two_pages_that_credit_each_other_can_be_drawn():
    ring = (*ferry.LINKS, ferry.link("credits", ferry.WIRE.id, ferry.GANNET.id, "Delta Wire credits The Gannet."))
    assert drawn(ferry.dossier(links=ring)).nodes


def test_one_page_is_not_drawn():
    index = Index(ferry.dossier())
    assert lineage.drawing(index.accounts[2], index) is None


@given(st.lists(st.one_of(st.none(), st.dates(date(1990, 1, 1), date(2030, 1, 1))), min_size=1, max_size=60))
def test_every_day_has_a_column_and_columns_stay_in_order(days):
    found = axis(days)
    starts = [column.start for column in found.columns]
    assert starts == sorted(starts)
    assert found.step == "year" or len(starts) <= MOST + 1
    assert all(0 <= found.column(day) < len(starts) for day in days)
    known = sorted(day for day in days if day)
    assert [found.column(day) for day in known] == sorted(found.column(day) for day in known)


@given(st.text(max_size=60), st.integers(10, 200))
def test_a_fitted_text_fits(text, room):
    assert width(fit(text, room)) <= max(room, width("…"))


def test_figures_stand_in_the_row_of_what_they_count():
    rows = strip.rows(Index(ferry.dossier()))
    assert [(row.role, [value.text for value in row.values]) for row in rows] == [
        ("casualties", ["≥ 40", "≈ 40", "≈ 70", "52", "50 to 60"]),
        ("planned", ["300"]),
    ]


def test_one_body_is_joined_to_itself_and_to_no_other():
    found = strip.strip(strip.rows(Index(ferry.dossier())))
    assert len(found.joins) == 1
    boxes = [(n.x - width(n.value.text, 15) / 2, n.x + width(n.value.text, 15) / 2, n.y) for n in found.numerals]
    for a, b in itertools.combinations(boxes, 2):
        assert a[2] != b[2] or a[1] <= b[0] or b[1] <= a[0]
