"""The same words on many pages are compared once, and a person's split still reaches one of them."""

import pytest

from firsthand import link
from firsthand.link.memo import Kept
from firsthand.link.verdicts import Verdicts
from firsthand.models import Session
from tests.making import page, said

WORDS = "the ferry Aurel sank off Brask with 40 people aboard"


def repeated(count):
    pages = [page(f"News {n}\nThe mayor said {WORDS}.", f"Paper {n}", "2024-05-01") for n in range(count)]
    return pages, [said(p, "The mayor", WORDS) for p in pages]


def test_one_sentence_on_many_pages_is_one_claim_and_a_link_each():
    linked = link.links(*repeated(60))
    assert [len(c.statements) for c in linked.claims] == [60]
    assert sum(one.kind == "same_claim" for one in linked.links) == 59


def test_a_person_can_split_one_of_many_copies_off():
    pages, statements = repeated(4)
    first, last = sorted((statements[0].id, statements[3].id))
    linked = link.links(pages, statements, Verdicts(split=frozenset({(first, last)})))
    of = {m.statement: c.id for c in linked.claims for m in c.statements}
    assert of[first] != of[last]


def test_a_memo_saves_the_networks_and_changes_no_result(monkeypatch):
    pages, statements = repeated(3)
    memo = Kept()
    first = link.links(pages, statements, memo=memo)
    monkeypatch.setattr(Session, "map", lambda *_: pytest.fail("a network was run again"))
    assert link.links(pages, statements, memo=memo) == first
