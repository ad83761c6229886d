import numpy as np
import pytest

from firsthand import models
from firsthand.errors import ModelError
from firsthand.link import judge
from firsthand.link.judge import HEADS, LONGEST, framed, judged
from firsthand.link.memo import Kept
from firsthand.models import Session

SUNK = "The ferry Aurel sank off Brask with 40 people aboard."
DOWN = "With 40 people on board, the Aurel ferry went down near Brask."
MORE = "The ferry Aurel sank off Brask with 90 people aboard."
FAR = "The rector of the university opened a library."


def test_one_claim_in_other_words():
    same = judged([(SUNK, DOWN), (SUNK, MORE), (SUNK, FAR)]).same
    assert same[0] > judge.SAME > same[1]
    assert same[2] < 0.1


def test_neither_the_neighbours_nor_the_order_of_a_pair_matter():
    alone = judged([(SUNK, DOWN)])
    among = judged([(FAR, SUNK), (DOWN, SUNK), (SUNK, DOWN), (FAR * 9, MORE)])
    assert among.same[2] == alone.same[0] == among.same[1]
    for name in HEADS:
        assert np.array_equal(getattr(among, name)[2], getattr(alone, name)[0])


def test_what_is_known_is_not_run_again(monkeypatch):
    memo = Kept()
    first = judged([(SUNK, DOWN)], memo=memo)
    monkeypatch.setattr(Session, "map", lambda *_: pytest.fail("it was run again"))
    assert judged([(SUNK, DOWN)], memo=memo).same == first.same


def test_probabilities():
    found = judged([(SUNK, DOWN), (FAR, DOWN)], both=False)
    for name, labels in HEADS.items():
        values = getattr(found, name)
        assert values.min() >= 0
        assert values.max() <= 1
        if len(labels) > 1:
            assert values.shape == (2, len(labels))
            assert values.sum(1) == pytest.approx(1)


def test_sides_do_not_matter():
    given = "{} said on Monday that troops of {} had crossed the border.", "{}: the army of {} is over the border."
    pairs = [tuple(text.format(*sides) for text in given) for sides in (("Russia", "Ukraine"), ("Ukraine", "Russia"))]
    found = judged(pairs)
    assert found.same[0] == found.same[1]
    assert np.array_equal(found.position[0], found.position[1])


def test_nothing_empty_and_strange():
    none = judged([])
    assert none.same.shape == (0,)
    assert none.follows.shape == (0, 3)
    odd = judged([("", ""), ("\ud800 !", "\x00"), ("word " * 5000, "x" * 5000)])
    assert np.isfinite(odd.same).all()


def test_the_longer_text_is_cut_first():
    ids, sides = framed([1] * 1000, [2] * 20)
    assert len(ids) == len(sides) == LONGEST
    assert sides.count(1) == 21
    ids, sides = framed([1] * 1000, [2] * 1000)
    assert len(ids) <= LONGEST
    assert abs(sides.count(0) - sides.count(1)) <= 2
    assert framed([1], [2]) == ([101, 1, 102, 2, 102], [0, 0, 0, 1, 1])


def test_a_model_with_other_heads_is_refused(monkeypatch):
    model = models.load("pairs")
    other = models.Model(model.folder, {**model.card, "heads": {"same": ["same"]}})
    monkeypatch.setattr(models, "load", lambda _: other)
    judge._parts.cache_clear()
    with pytest.raises(ModelError, match="other heads"):
        judged([(SUNK, DOWN)])
    judge._parts.cache_clear()
