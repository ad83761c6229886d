import itertools
import random
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from firsthand.link import links
from firsthand.link.copies import candidates, copies, cut, runs
from firsthand.records import Dated
from tests.making import page

WORDS = (
    "harbour ferry captain storm night pier rope lantern crew signal rock engine water deck morning coast guard bell "
    "fog tide"
).split()


def prose(seed, count):
    dice = random.Random(seed)
    return " ".join(dice.choice(WORDS) + str(dice.randrange(40)) for _ in range(count))


def test_a_copied_paragraph_is_found_with_both_passages():
    shared = prose(1, 40)
    left = page(f"One\n{prose(2, 30)}\n{shared}", "A", "2024-03-06")
    right = page(f"Two\n{shared}\n{prose(3, 50)}", "B", "2024-03-05")
    [link] = copies([left, right])
    assert (link.left, link.right, link.directed) == (left.id, right.id, True)
    one, other = link.spans
    assert left.text[one.start : one.end] == right.text[other.start : other.end] == shared


def test_on_the_same_day_nothing_shows_who_was_first():
    shared = prose(1, 40)
    [link] = copies([page(f"One\n{shared}", "A"), page(f"Two\n{shared}", "B")])
    assert not link.directed


def test_an_edit_in_the_middle_does_not_break_a_passage():
    words = prose(1, 40).split()
    edited = [*words[:20], "suddenly", *words[20:]]
    [link] = copies([page("One\n" + " ".join(words), "A"), page("Two\n" + " ".join(edited), "B")])
    assert len(link.spans) == 2


def test_quoted_speech_in_common_is_not_copying():
    quote = f"“{prose(1, 40)}”"
    left = page(f"One\nThe captain said: {quote} {prose(2, 30)}", "A")
    right = page(f"Two\n{prose(3, 30)} He told us: {quote}", "B")
    assert copies([left, right]) == []


def test_furniture_in_common_is_not_copying():
    from dataclasses import replace

    from firsthand.records import Block

    shared = prose(1, 40)
    pages = [page(f"{name}\n{shared}", name) for name in "AB"]
    dimmed = [replace(p, blocks=(p.blocks[0], Block("furniture", p.blocks[1].start, p.blocks[1].end))) for p in pages]
    assert copies(dimmed) == []


@given(st.permutations(range(5)))
def test_the_order_of_pages_changes_no_link(order):
    shared = prose(1, 40)
    pages = [page(f"{name}\n{shared}\n{prose(n, 20)}", name, f"2024-03-0{n + 1}") for n, name in enumerate("ABCDE")]
    assert copies([pages[n] for n in order]) == copies(pages)


@given(
    st.lists(st.sampled_from("a b c d e f".split()), max_size=60),
    st.lists(st.sampled_from("a b c d e f".split()), max_size=60),
)
def test_runs_match_word_for_word_and_use_no_word_twice(one, other):
    left, right = cut(page("x\n" + " ".join(one), "A")), cut(page("y\n" + " ".join(other), "B"))
    used = []
    for run in runs(left, right):
        assert run.unquoted <= run.matched <= min(run.left[1] - run.left[0], run.right[1] - run.right[0])
        used.append(run.left)
    used.sort()
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(used))


def test_a_short_page_inside_a_long_one_is_a_candidate():
    short = prose(1, 30)
    pages = [cut(page(f"x\n{short}", "A")), cut(page(f"y\n{prose(2, 900)}\n{short}\n{prose(3, 900)}", "B"))]
    assert candidates(pages) == [(0, 1)]


def dated(document, value):
    return replace(document, published=Dated(value, "meta"))


def test_on_one_day_the_clocks_tell_zones_and_all():
    shared = prose(1, 40)
    early = dated(page(f"One\n{shared}", "A"), "2024-03-05T09:00:00+03:00")
    late = dated(page(f"Two\n{shared}", "B"), "2024-03-05T08:00:00+00:00")
    [link] = copies([early, late])
    assert (link.left, link.right, link.directed) == (late.id, early.id, True)
    assert "T08:00" in link.why
    [link] = copies([early, dated(late, "2024-03-05T08:00:00")])  # a clock without a zone tells nothing within a day
    assert not link.directed


def test_a_credit_turns_the_direction_that_dates_give():
    shared = prose(1, 40)
    wire = page(f"One\n{shared}", "Meridian Wire", "2024-03-07")
    taker = page(f"Two\n{shared}\nSource: Meridian Wire", "B", "2024-03-05")
    [link] = [k for k in links([wire, taker], []).links if k.kind == "copies"]
    assert (link.left, link.right, link.directed) == (taker.id, wire.id, True)
    assert [p.document for p in link.spans] == [taker.id, wire.id]


def test_a_text_that_everybody_carries_with_small_edits_is_still_a_copy():
    words = (
        "the harbour master of Brask said that the ferry Aurel had left the port at noon with forty people aboard and"
    )
    pages = [
        page(f"News {n}\n{words} paper {n} adds that {n} boats searched.", f"Paper {n}", f"2024-03-{1 + n // 8:02}")
        for n in range(120)
    ]
    linked = {end for link in copies(pages) for end in (link.left, link.right)}
    assert len(linked) == 120
