import itertools

from hypothesis import given
from hypothesis import strategies as st

from firsthand.read.encoder import CHUNK, WINDOW, _parts, windows
from firsthand.read.words import MARKS, words
from firsthand.sides import blinded
from firsthand.text import sentences


@given(st.text(max_size=300))
def test_words_are_in_order_disjoint_and_marked_in_range(text):
    cut = words(text)
    assert all(a < b for a, b in zip(cut.starts, cut.ends, strict=True))
    assert all(end <= start for end, start in zip(cut.ends, cut.starts[1:], strict=False))
    assert all(0 <= m < size for row in cut.marks for m, (_, size) in zip(row, MARKS, strict=True))
    assert "".join(text[s:e] for s, e in zip(cut.starts, cut.ends, strict=True)).strip() == "".join(
        c for c in (text[s:e] for s, e in zip(cut.starts, cut.ends, strict=True))
    )


@given(st.text(max_size=300), st.integers(0, 300), st.integers(0, 300))
def test_cutting_stretches_stays_inside_them(text, a, b):
    low, high = sorted((min(a, len(text)), min(b, len(text))))
    cut = words(text, [(low, high)])
    assert all(low <= s and e <= high for s, e in zip(cut.starts, cut.ends, strict=True))


@given(st.integers(0, 5000))
def test_windows_answer_for_every_piece_once(length):
    found = windows(length)
    for part in (2, 4):  # what a window answers for, and whose antecedents it has
        assert [n for window in found for n in range(*window[part : part + 2])] == list(range(length))
        assert all(w[0] <= w[part] <= w[part + 1] <= w[1] <= length and w[1] - w[0] <= WINDOW for w in found)


@given(
    st.text(alphabet="ab .\n", max_size=60),
    st.integers(0, 60),
    st.integers(0, 60),
)
def test_a_text_is_read_in_bounded_parts_that_lose_nothing(text, a, b):
    many = text * 5000
    low, high = sorted((min(a * 5000, len(many)), min(b * 5000, len(many))))
    stretches = [(0, low), (low, high)]
    parts = list(_parts(many, stretches))
    assert all(sum(end - start for start, end in part) <= CHUNK for part in parts)
    covered = [piece for part in parts for piece in part if piece[0] < piece[1]]
    assert all(one[1] <= two[0] for one, two in itertools.pairwise(covered))
    assert sum(end - start for start, end in covered) == high


def test_sides_are_one_to_the_network():
    assert blinded(["Russia", "told", "Ukrainians", "in", "Kyiv"]) == blinded(
        ["Ukraine", "told", "Russians", "in", "Moscow"]
    )
    assert blinded(["North", "Korea"]) == blinded(["South", "Korea"])
    assert blinded(["walking", "north"]) == ["walking", "north"]


@given(st.text(max_size=300))
def test_sentences_are_in_order_and_inside(text):
    found = sentences(text)
    assert all(0 <= s.start < s.end <= len(text) for s in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))


def test_a_quotation_and_an_abbreviation_do_not_end_a_sentence():
    text = "Gen. Ash of the U.S. Navy said: “It sank. Nobody knew.” Then he left. Rain fell."
    assert [text[s.start : s.end] for s in sentences(text)] == [
        "Gen. Ash of the U.S. Navy said: “It sank. Nobody knew.”",
        "Then he left.",
        "Rain fell.",
    ]
