"""Plain-text cases: a page, then the statements that must be read in it. A new case is a new file, no Python."""

from pathlib import Path

import pytest

from firsthand import read
from firsthand.records import Statement
from firsthand.text import fold
from tests.making import page

CASES = sorted((Path(__file__).parent.parent / "pages" / "read").glob("*.txt"))


def expected(lines):
    """speaker | stance | form | content [> content of what it refers to] [| via name]; * stands for anything."""
    return [[part.strip() for part in line.split("|")] for line in lines.strip().splitlines()]


def said(document):
    return [s for s in read.statements([document]) if isinstance(s, Statement)]


def content_of(document, statement):
    return " ".join(document.text[s.start : s.end] for s in statement.content)


def fits(document, statement, wanted, meant):
    speaker, stance, form, words, *rest = wanted
    words, _, referred = words.partition(" > ")
    name = statement.speaker.name if statement.speaker else ""
    content = content_of(document, statement)
    via = [f"via {m.name}" for m in statement.via]
    return (
        (speaker == "*" or fold(speaker) in fold(name))
        and stance in {"*", statement.stance}
        and statement.form == form
        and fold(referred) in fold(meant.get(statement.refers_to, ""))
        and fold(words) in fold(content)
        and all(any(fold(r) in fold(v) or fold(v) in fold(r) for v in via) for r in rest)
    )


@pytest.mark.parametrize("path", CASES, ids=lambda p: p.stem)
def test_a_page_gives_its_statements(path):
    text, _, wanted = path.read_text("utf-8").partition("===")
    document = page(text.strip())
    found = said(document)
    meant = {s.id: content_of(document, s) for s in found}
    for line in expected(wanted):
        assert any(fits(document, s, line, meant) for s in found), (
            line,
            [(s.speaker and s.speaker.name, s.stance, s.form, content_of(document, s)) for s in found],
        )


def test_swapping_the_names_of_the_sides_changes_no_number():
    text = (
        "Norland and Sudmark at odds\n"
        "Norland said that Sudmark had shelled the village of Brask and killed 12 people.\n"
        "Sudmark denied that its army had fired, and claimed that Norland may have staged the attack.\n"
    )
    swapped = text.replace("Norland", "@").replace("Sudmark", "Norland").replace("@", "Sudmark")
    one, other = (said(page(t)) for t in (text, swapped))

    def numbers(statements):
        return [
            (s.stance, s.certainty, s.form, s.narrator, [(q.low, q.role) for q in s.quantities]) for s in statements
        ]

    assert numbers(one) == numbers(other)


def test_results_do_not_depend_on_what_else_is_read():
    documents = [page(path.read_text("utf-8").partition("===")[0].strip(), f"Outlet {path.stem}") for path in CASES]
    together = list(read.statements(documents))
    alone = [s for d in documents for s in read.statements([d])]
    assert together == alone


def test_a_furniture_line_is_not_read():
    from dataclasses import replace

    from firsthand.records import Block

    document = page("News\nThe mayor said that the bridge was safe.\nThe sponsor said that his beer was cold.")
    last = document.blocks[-1]
    dimmed = replace(document, blocks=(*document.blocks[:-1], Block("furniture", last.start, last.end)))
    assert all(s.content[0].end <= last.start for s in said(dimmed))
