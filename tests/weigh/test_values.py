"""Where sources differ: accuracy is learnt, copied mistakes count little."""

from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.weigh.values import values


def world(copiers=0):
    """Three careful sources and two careless ones over twenty items; copiers repeat one careless source."""
    claims = []
    for n in range(20):
        for k in range(3):
            claims.append((f"good{k}", f"item{n}", "right" if n % 7 != k else f"slip{k}{n}"))
        claims.append(("poor", f"item{n}", "right" if n % 2 else f"wrong{n}"))
        claims.extend((f"copier{k}", f"item{n}", "right" if n % 2 else f"wrong{n}") for k in range(copiers))
    return claims


def test_agreeing_sources_are_found_more_accurate():
    found = values(world())
    assert found.accuracy["good0"] > found.accuracy["poor"]
    assert all(found.best(f"item{n}") == "right" for n in range(20))


def test_four_copiers_of_one_mistake_do_not_outvote_three_independent_sources():
    found = values(world(copiers=4))
    assert all(found.best(f"item{n}") == "right" for n in range(20))
    assert ("copier0", "copier1") in found.copying
    assert ("good0", "good1") not in found.copying


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
