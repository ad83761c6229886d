"""Belief is a readable sum, abstains on nothing, and names what carries it."""

import pytest

from firsthand import link
from firsthand.ask import cases
from firsthand.weigh import weights
from firsthand.weigh.belief import chance
from tests.making import page, said

CLAIM = "the ferry had run aground on the northern reef"


def belief(*told):
    pages, statements = [], []
    for n, (speaker, fields) in enumerate(told):
        document = page(f"News {n}\n{speaker or 'It'} said that {CLAIM}.", f"Outlet {n}", f"2024-03-{n + 1:02}")
        pages.append(document)
        statements.append(said(document, speaker, CLAIM, **fields))
    made = link.links(pages, statements)
    [case] = cases(made.claims, pages, statements, made.links, made.actors)
    [weight] = weights(case, ("belief",))
    return weight


def test_more_support_is_more_belief_and_a_denial_less():
    one, two = belief(("The Coast Guard", {})), belief(("The Coast Guard", {}), ("The Pilots Union", {}))
    denied = belief(("The Coast Guard", {}), ("The Operator", {"stance": "denies"}))
    assert denied.value < one.value < two.value
    assert all(w.low <= w.value <= w.high for w in (one, two, denied))


def test_echoes_of_one_body_change_nothing():
    assert belief(*[("The Coast Guard", {})] * 6).value == belief(("The Coast Guard", {})).value


def test_without_its_one_origin_a_claim_falls_back_to_the_beginning_and_the_origin_is_named():
    weight = belief(("The Coast Guard", {}))
    [reason] = [r for r in weight.reasons if r.text.startswith("without ")]
    assert "The Coast Guard" in reason.text
    assert f"{chance((0, 0, 0)):.0%}" in reason.text


def test_the_rows_add_up_to_the_number():
    from math import exp

    weight = belief(("The Coast Guard", {}), ("The Pilots Union", {}), ("The Operator", {"stance": "denies"}))
    assert 1 / (1 + exp(-sum(r.weight for r in weight.reasons))) == pytest.approx(weight.value, abs=0.002)


def test_it_abstains_where_nobody_has_a_source_of_their_own():
    weight = belief((None, {"form": "author"}))
    assert weight.value is None
    assert "nothing to weigh" in weight.reasons[0].text
