"""Where sources differ: accuracy is learnt, copied mistakes count little."""

from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.weigh.values import values


def world(copiers=0):
    """Six careful sources with slips of their own, a careless one, and sources that copy it, over forty items."""
    claims = []
    for n in range(40):
        claims += [(f"good{k}", f"item{n}", "right" if n % 11 != k else f"slip{k}{n}") for k in range(6)]
        careless = "right" if n % 2 else f"wrong{n}"
        claims += [(name, f"item{n}", careless) for name in ("poor", *(f"copier{k}" for k in range(copiers)))]
    return claims


def test_agreeing_sources_are_found_more_accurate():
    found = values(world())
    assert found.accuracy["good0"] > found.accuracy["poor"]
    assert all(found.best(f"item{n}") == "right" for n in range(40))


def test_sources_that_share_mistakes_are_found_dependent():
    found = values(world(copiers=3))
    assert {("copier0", "copier1"), ("copier0", "poor")} <= set(found.copying)
    assert found.copying["copier0", "poor"] > found.copying.get(("good0", "good1"), 0.0)


def test_one_source_alone_is_believed_and_chances_stay_chances():
    found = values([("a", "x", 7)])
    assert found.best("x") == 7
    assert 0 < found.chance["x"][7] <= 1


@settings(max_examples=15, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_claims_changes_nothing(dice):
    claims = world(copiers=1)
    shuffled = list(claims)
    dice.shuffle(shuffled)
    assert values(shuffled) == values(claims)
