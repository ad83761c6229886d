"""Pages with the very same words: linked once, told of everywhere, one origin however many they are."""

import time

import pytest

from firsthand import link
from firsthand.ask import cases
from firsthand.link.verdicts import NONE, Verdicts
from firsthand.weigh import weights
from tests.making import page, said

CLAIM = "the ferry had run aground on the northern reef"
DENIAL = "the ship had been overloaded with cars"
SIGHT = "lights had been seen at the old pier"
TEXT = (
    f"Ferry aground\nThe Coast Guard said that {CLAIM} before dawn. The Operator denied that {DENIAL}.\n"
    f"A resident told this paper that {SIGHT} an hour before. More was not known on Monday."
)


def copy(n, day="2024-03-05", text=TEXT):
    document = page(text, f"Outlet {n}", day)
    return document, [
        said(document, "The Coast Guard", CLAIM),
        said(document, "The Operator", DENIAL, stance="denies"),
        said(document, "A resident", SIGHT, named=False),
        said(document, None, "Ferry aground", form="author"),
    ]


def linked(told, verdicts=NONE):
    pages, statements = [p for p, _ in told], [s for _, group in told for s in group]
    return pages, statements, link.links(pages, statements, verdicts)


def origins(told, verdicts=NONE):
    pages, statements, made = linked(told, verdicts)
    ordered = link.by_publication(pages)
    found = cases(made.claims, ordered, statements, made.links, made.actors)
    return {case.claim.text: weights(case, ("origins",))[0] for case in found}


@pytest.mark.parametrize("days", [lambda n: f"2024-03-{n % 28 + 1:02}", lambda n: "2024-03-05", lambda n: None])
def test_hundreds_of_copies_are_one_origin_of_each_claim(days):
    began = time.process_time()
    found = origins([copy(n, days(n)) for n in range(300)])
    assert len(found) == 4
    for weight in found.values():
        assert weight.low <= weight.value <= weight.high <= 1
        assert sum(len(origin.statements) for origin in weight.items) == 300
    assert time.process_time() - began < 30


def test_each_copy_has_one_link_to_the_first_and_the_later_one_took_from_it():
    told = [copy(n, f"2024-03-{n + 1:02}") for n in range(5)]
    pages, _, made = linked(told)
    copies = [k for k in made.links if k.kind == "copies"]
    assert {(k.left, k.right, k.directed) for k in copies} == {(p.id, pages[0].id, True) for p in pages[1:]}
    assert sum(k.kind == "same_claim" for k in made.links) == 4 * 4
    texts = {p.id: p.text for p in pages}
    for one in copies:
        taker, giver = one.spans
        assert texts[taker.document][taker.start : taker.end] == texts[giver.document][giver.start : giver.end]


def test_furniture_between_the_words_changes_nothing():
    told = [copy(0), copy(1, text="Ferry aground\n\n \n" + TEXT.split("\n", 1)[1])]
    _, _, made = linked(told)
    assert sum(k.by == "twins@1" and k.kind == "copies" for k in made.links) == 1
    assert sorted(len(c.statements) for c in made.claims) == [2, 2, 2, 2]


def test_a_page_with_other_words_is_linked_to_the_first_copy():
    longer = TEXT + "\nThe mayor of Brask said that the school would stay shut."
    told = [*(copy(n, f"2024-03-{n + 1:02}") for n in range(3)), copy(3, "2024-03-09", longer)]
    pages, _, made = linked(told)
    others = [k for k in made.links if k.kind == "copies" and k.by != "twins@1"]
    assert [(k.left, k.right) for k in others] == [(pages[3].id, pages[0].id)]
    assert {len(c.statements) for c in made.claims} >= {4}


def test_what_only_one_copy_was_read_to_say_stays():
    told = [copy(n, f"2024-03-{n + 1:02}") for n in range(3)]
    told[2][1].append(said(told[2][0], None, "More was not known on Monday"))
    _, statements, made = linked(told)
    assert sorted(m.statement for c in made.claims for m in c.statements) == sorted(s.id for s in statements)


def test_a_persons_word_on_one_copy_is_not_said_of_the_others():
    told = [copy(n, f"2024-03-{n + 1:02}") for n in range(4)]
    mine = told[2][1][0]
    position = {m.statement: m.position for c in linked(told, Verdicts(position={mine.id: "uncertain"}))[2].claims
                for m in c.statements}  # fmt: skip
    assert position[mine.id] == "uncertain"
    assert {position[told[n][1][0].id] for n in (0, 1, 3)} == {"supports"}
    pair = tuple(sorted((mine.id, told[0][1][0].id)))
    apart = {m.statement: c.id for c in linked(told, Verdicts(split=frozenset({pair})))[2].claims for m in c.statements}
    assert apart[pair[0]] != apart[pair[1]]
    assert apart[told[1][1][0].id] == apart[told[3][1][0].id]


def test_a_quotation_or_a_few_words_on_two_pages_are_no_copy():
    for text in ("Ferry aground\nIt ran aground.", "Ferry\n“" + TEXT.replace("\n", " ") + "”"):
        pages = [page(text, f"Outlet {n}") for n in range(2)]
        assert not [k for k in link.links(pages, []).links if k.kind == "copies"]
