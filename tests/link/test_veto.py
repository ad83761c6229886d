import pytest

from bench.quality.claims import told
from firsthand.link.slots import slots, veto


def vetoed(one, other):
    return veto(slots(*told(one, 0)), slots(*told(other, 1)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("About 12,000 soldiers crossed the border.", "Some 8,000 soldiers crossed the border."),
        ("Snow fell in Lind.", "Snow fell in Brask."),
        ("Five of the nine boats sank.", "Five of the seven boats sank."),
        ("The ferry sank on 3 May 2024.", "The ferry sank on 5 May 2024."),
    ],
)
def test_other_figures_places_and_days(one, other):
    assert vetoed(one, other) is not None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("12,000 soldiers crossed the border.", "Twelve thousand soldiers went over the border."),
        ("The new gun shoots twice as far as the old one.", "The old gun has half the range of the new one."),
        ("Halden sold 81 lorries to Orsk.", "Orsk bought 81 lorries from Halden."),
        ("No house was spared.", "Every house was hit."),
        ("The bridge is 2,000 metres long.", "The bridge has a length of two kilometres."),
        ("The attack hit 1,500 firms.", "Fifteen hundred companies were hit."),
    ],
)
def test_other_words_are_no_veto(one, other):
    assert vetoed(one, other) is None
