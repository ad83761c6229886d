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


def test_a_family_of_copiers_does_not_prove_itself_right():
    claims = [(f"good{k}", f"item{n}", "right" if n % 7 != k else f"slip{k}{n}") for n in range(60) for k in range(6)]
    for n in range(60):
        told = "right" if n % 2 else f"wrong{n}"
        claims += [(f"family{k}", f"item{n}", told) for k in range(6)]
    found = values(claims)
    assert all(found.best(f"item{n}") == "right" for n in range(60))
    assert max(found.accuracy[f"family{k}"] for k in range(6)) < min(found.accuracy[f"good{k}"] for k in range(6))


def test_a_source_may_be_exact_in_one_kind_and_not_in_another():
    claims = []
    for n in range(40):
        for k in range(4):
            claims.append((f"plan{k}", f"planned{n}", "right" if n % 9 != k else f"slip{k}{n}"))
            claims.append((f"plan{k}", f"actual{n}", "right" if (n + k) % 3 == 0 else f"guess{k}{n}"))
        claims += [(f"seen{k}", f"actual{n}", "right" if n % 11 != k else f"slip{k}{n}") for k in range(3)]
    claims = [c for c in claims if c[1] != "actual39"]
    claims += [("seen0", "actual39", "right"), ("seen1", "actual39", "right")]
    claims += [(f"plan{k}", "actual39", "guess") for k in range(2)]
    found = values(claims, kind=lambda item: item.rstrip("0123456789"))
    assert found.best("actual39") == "right"


def test_no_claim_at_all_gives_nothing():
    assert values([]).chance == {}
