"""Lines of a page in, what each of them is out: headline, byline, dateline, paragraph or furniture.

A small network reads the words at the ends of each line, its numbers (features.py) and the lines around it. It was
trained on pages of some three hundred sites (train/lines); its card tells on what, and how well it does.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from firsthand.errors import ModelError
from firsthand.gather import features
from firsthand.gather.visible import is_dateline, names
from firsthand.models import load
from firsthand.records import BlockKind

if TYPE_CHECKING:
    import numpy as np

    from firsthand.models import Model

LABELS = ("kept", "headline", "byline", "dateline")
# Lines judged at once: pages have some hundred, and the network's memory grows with their number.
_AT_ONCE = 2000
# From here on a line is taken for what the score says. Kept: where word F1 is highest on the development pages.
_KEPT, _HEADLINE, _BYLINE, _DATELINE = 0.5, 0.25, 0.2, 0.4
# So few lines are no page, but a note, a post or a row of a table: there is nothing to tell furniture by.
_TOO_FEW = 2
# A line that scores this share of the best one, and stands nearer to the text, is the headline.
_RIVAL = 0.6
# "(Coast Wire)" or "- Coast Wire" right under the text: whose report it is, which is no furniture here.
_CREDIT = re.compile(r"^(?:\(|\[|[-–—]\s*)[A-Z][\w.&/’' -]{1,40}[)\]]?$")


def kinds(lines: Sequence[str]) -> list[BlockKind]:
    """What each line of a page's plain text is; the lines are given without blanks around them, none empty."""
    import numpy as np

    if len(lines) <= _TOO_FEW:
        return ["paragraph"] * len(lines)
    scores = np.concatenate([_scores(lines[n : n + _AT_ONCE]) for n in range(0, len(lines), _AT_ONCE)])
    found: list[BlockKind] = ["paragraph" if kept else "furniture" for kept in (scores[:, 0] >= _KEPT).tolist()]
    head = _headline(lines, found, scores[:, 1].tolist())
    for n, line in enumerate(lines):
        if n == head:
            found[n] = "headline"
        elif scores[n, 2] >= _BYLINE and scores[n, 2] >= scores[n, 3] and names(line, bare=True):
            found[n] = "byline"
        elif scores[n, 3] >= _DATELINE and is_dateline(line):
            found[n] = "dateline"
    return [_credited(lines, found, n) for n in range(len(lines))]


def _credited(lines: Sequence[str], found: Sequence[BlockKind], n: int) -> BlockKind:
    under = found[n] == "furniture" and n > 0 and found[n - 1] == "paragraph"
    return "byline" if under and _CREDIT.match(lines[n]) else found[n]


def _headline(lines: Sequence[str], found: Sequence[BlockKind], scores: Sequence[float]) -> int | None:
    """The line most like a headline, not far below the first paragraph: further down pages list other titles."""
    first = next((n for n, kind in enumerate(found) if kind == "paragraph"), len(lines))
    near = range(min(len(lines), first + 3))
    best = max((scores[n] for n in near), default=0.0)
    # Mastheads and links to other posts read like headlines too, but stand further from the text.
    good = [n for n in near if scores[n] >= max(_HEADLINE, _RIVAL * best)]
    above = [n for n in good if n < first]
    return above[-1] if above else next(iter(good), None)


def _scores(lines: Sequence[str]) -> np.ndarray:
    """The four scores of each line, 0 to 1."""
    import numpy as np

    numbers, words = features.features(lines), features.table(lines)
    (scores,) = _model().session().run(numbers=numbers[None], words=words[None])
    return np.asarray(scores[0])


@functools.cache
def _model() -> Model:
    """The shipped model. Raises ModelError where it was trained on other features than this version computes."""
    model = load("lines")
    if tuple(model.card["features"]) != features.FEATURES or model.card["buckets"] != features.BUCKETS:
        raise ModelError(
            f"{model.version} was trained on other features than this version has: install firsthand again."
        )
    return model
