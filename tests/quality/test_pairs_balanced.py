"""The pairs that test whether two statements are one claim must not be solved by counting the words they share."""

from collections import Counter
from pathlib import Path
from statistics import mean, pstdev

from firsthand.text import tokens

PAIRS = Path(__file__).parents[2] / "bench" / "quality" / "pairs.tsv"
HEADER, *ROWS = (line.split("\t") for line in PAIRS.read_text("utf-8").splitlines())


def shared(one, other):
    """Share of all folded words of two statements that stand in both: Jaccard's coefficient."""
    mine, theirs = ({word for word, _, _ in tokens(text)} for text in (one, other))
    return len(mine & theirs) / len(mine | theirs)


def lengths(one, other):
    return abs(len(one.split()) - len(other.split()))


def of(label, measure):
    return [measure(one, other) for given, _, one, other in ROWS if given == label]


def auc(same, apart):
    """The chance that a pair of the first kind has more than one of the second; ties count half."""
    return mean((a > b) + (a == b) / 2 for a in same for b in apart)


def test_every_row_is_whole():
    assert HEADER == ["label", "kind", "one", "other"]
    assert Counter(row[0] for row in ROWS) == {"same": 200, "apart": 240}
    assert all(len(row) == 4 for row in ROWS)
    assert all(6 <= len(text.split()) <= 30 for row in ROWS for text in row[2:])


def test_no_statement_stands_twice():
    assert max(Counter(text for row in ROWS for text in row[2:]).values()) == 1


def test_kinds_are_of_one_size():
    sizes = Counter((row[0], row[1]) for row in ROWS)
    assert len(sizes) == 24
    assert all(17 <= size <= 20 for size in sizes.values())


def test_shared_words_tell_nothing():
    same, apart = of("same", shared), of("apart", shared)
    assert abs(mean(same) - mean(apart)) < 0.04
    assert abs(pstdev(same) - pstdev(apart)) < 0.03
    assert 0.45 < auc(same, apart) < 0.55


def test_lengths_tell_nothing():
    assert 0.45 < auc(of("same", lengths), of("apart", lengths)) < 0.55
