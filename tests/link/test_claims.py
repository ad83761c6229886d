"""Paraphrases hold together; minimal pairs never do, and are related. Sentences are our own."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand import link
from firsthand.read.quantities import quantities
from tests.making import page, said

SAME = [
    (
        "The ferry ran aground on the northern reef on Monday night",
        "On Monday night the ferry hit the northern reef and ran aground",
    ),
    ("Inspectors closed the mine of Brask on Friday", "The mine of Brask was closed by inspectors on Friday"),
    ("Forty villagers were taken to hospital in Brask", "Some 40 villagers were taken to hospital in Brask"),
]
APART = [
    ("The port sent 300 guards to the island", "The port sent 900 guards to the island", "contradicts"),
    ("The port sent guards to the island of Brask", "The port never sent guards to the island of Brask", "contradicts"),
    ("The army has sent tanks to Brask", "The army will send tanks to Brask", "updates"),
    ("The army sent tanks to Brask", "The army sent tanks to Molde", "refines"),
    ("The port sent guards to the island", "The port sent 300 guards to the island", "refines"),
]


def linked(*contents):
    pages, statements = [], []
    for n, content in enumerate(contents):
        document = page(f"News\nThe mayor {n} said {content}.", f"Outlet {n}", f"2024-03-{n + 1:02}")
        start = document.text.index(content)
        figures = quantities(document.text, start, start + len(content))
        pages.append(document)
        statements.append(said(document, f"The mayor {n}", content, quantities=figures))
    return link.links(pages, statements), statements


@pytest.mark.parametrize(("one", "other"), SAME)
def test_a_paraphrase_is_one_claim(one, other):
    made, _ = linked(one, other)
    assert len(made.claims) == 1


@pytest.mark.parametrize(("one", "other", "relation"), APART)
def test_a_minimal_pair_is_two_claims_that_are_related(one, other, relation):
    made, _ = linked(one, other)
    assert len(made.claims) == 2
    ids = {c.id for c in made.claims}
    assert relation in {k.kind for k in made.links if {k.left, k.right} == ids}


def test_a_denial_opposes_the_claim_it_denies():
    text = "The ferry was overloaded when it sailed"
    pages = [page(f"News\nThe union said {text}.", "A"), page(f"News\nThe operator denied that {text}.", "B")]
    statements = [said(pages[0], "The union", text), said(pages[1], "The operator", text, stance="denies")]
    [claim] = link.links(pages, statements).claims
    assert {m.position for m in claim.statements} == {"supports", "opposes"}


@settings(max_examples=10, deadline=None)
@given(st.permutations(range(6)))
def test_the_order_in_which_pages_arrive_changes_nothing(order):
    contents = [*SAME[0], *SAME[1], APART[0][0], APART[0][1]]
    made, statements = linked(*contents)
    pages = [
        page(f"News\nThe mayor {n} said {c}.", f"Outlet {n}", f"2024-03-{n + 1:02}") for n, c in enumerate(contents)
    ]
    again = link.links([pages[n] for n in order], [statements[n] for n in order])
    assert again == made


def test_a_claims_text_stands_alone():
    made, _ = linked("that the ferry had hit the reef near Brask")
    assert [c.text for c in made.claims] == ["The ferry had hit the reef near Brask"]
