"""Strange pages keep exact offsets and bounded memory."""

import subprocess
import sys

import pytest

from firsthand import read
from firsthand.records import Document, Statement

SAID = "The mayor of Brask said that the bridge was unsafe."


def statements(text):
    return [s for s in read.statements([Document("strange", text, language="en")]) if isinstance(s, Statement)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t\n",
        "Word",
        "🌊" * 400,
        "\u202eThe mayor said\u202c that\u200b the\u200d bridge\ufeff was unsafe.",
        "Мэр сказал, that the bridge είναι 安全 and آمن said the mayor",
        "a" * 50_000,
        "“" * 500 + SAID + "”" * 500,
        "\x00\x01\x1b[31m" + SAID,
        "\ud800 said that \udfff fell",
    ],
    ids=[
        "empty",
        "blank",
        "one word",
        "emoji",
        "marks",
        "scripts",
        "one long word",
        "quotes",
        "controls",
        "surrogates",
    ],
)
def test_every_span_lies_in_the_text(text):
    for found in statements(text):
        spans = [*found.cue, *found.content, *found.quantities, *found.times]
        spans += [found.speaker] if found.speaker else []
        assert all(0 <= s.start < s.end <= len(text) for s in spans)


def test_a_line_of_fifty_thousand_characters_gives_every_statement():
    line = " ".join(f"The mayor said on day {n} that the bridge was unsafe." for n in range(1000))
    found = statements(line)
    assert len(line) > 50_000
    assert len(found) > 900
    assert all("bridge was unsafe" in line[s.content[0].start : s.content[-1].end] for s in found[:20])


def test_emoji_and_marks_before_a_statement_shift_nothing():
    plain = statements(SAID)
    text = "🌊🇳🇴 \u202e\u200b " + SAID
    shifted = statements(text)
    shift = text.index(SAID)
    assert [[(c.start + shift, c.end + shift) for c in s.content] for s in plain] == [
        [(c.start, c.end) for c in s.content] for s in shifted
    ]


LONG_PAGE = """
import re
from pathlib import Path
from firsthand import read
from firsthand.records import Document
text = " ".join("The mayor said on Monday that the old bridge was unsafe and warned of a flood." for _ in range({n}))
count = sum(1 for _ in read.statements([Document("long", text, language="en")]))
# Not getrusage: its highest memory is inherited from the process that started this one.
status = Path("/proc/self/status").read_text()
print(count, int(re.search(r"VmHWM:\\s+(\\d+)", status)[1]) // 1024)
"""


def test_memory_does_not_grow_with_the_encoder_s_outputs():
    """Ten times the words may cost the records that they give, not ten times the network's arrays."""

    def run(n):
        made = subprocess.run([sys.executable, "-c", LONG_PAGE.format(n=n)], capture_output=True, text=True, check=True)
        return map(int, made.stdout.split())

    few, small = run(400)
    many, large = run(4000)  # sixty thousand words
    assert many > 8 * few
    assert large < 700
    assert large - small < 300
