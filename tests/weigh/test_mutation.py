"""The hop where a hedge, a source, a plan, a verb or a figure was lost."""

from firsthand import link
from firsthand.ask import cases
from firsthand.records import Quantity, Span
from firsthand.weigh import weights
from tests.making import page, said

CLAIM = "the ferry had run aground on the northern reef"


def hops(pages, statements):
    """Every hop of the largest claim, by kind and the outlets of its two pages."""
    made = link.links(pages, statements)
    ordered = link.by_publication(pages)
    outlets = {p.id: p.outlet for p in pages}
    found = set()
    for case in cases(made.claims, ordered, statements, made.links, made.actors):
        [weight] = weights(case, ("mutation",))
        found |= {(h.kind, outlets[h.earlier.document], outlets[h.later.document]) for h in weight.items}
    return found


def retold(number, text, speaker, content=CLAIM, **fields):
    document = page(f"News {number}\n{text}", f"Paper{number} Times", f"2024-03-{number:02}")
    cue = fields.pop("cue", None)
    if cue:
        at = document.text.index(cue)
        fields["cue"] = (Span(at, at + len(cue)),)
    return document, said(document, speaker, content, **fields)


def test_the_third_of_four_texts_drops_the_hedge_and_is_named():
    chain = [
        retold(1, f"The Coast Guard said that perhaps {CLAIM}.", "The Coast Guard", certainty=0.45),
        retold(2, f"According to Paper1 Times, the Coast Guard said maybe {CLAIM}.", "the Coast Guard", certainty=0.45),
        retold(3, f"According to Paper2 Times, the Coast Guard said {CLAIM}.", "the Coast Guard", certainty=0.95),
        retold(4, f"According to Paper3 Times, the Coast Guard said {CLAIM}.", "the Coast Guard", certainty=0.95),
    ]
    found = hops(*zip(*chain, strict=True))
    assert ("hedge-loss", "Paper2 Times", "Paper3 Times") in found
    assert [h for h in found if h[0] == "hedge-loss"] == [("hedge-loss", "Paper2 Times", "Paper3 Times")]


def test_a_hedge_that_stays_is_no_hop():
    chain = [
        retold(1, f"The Coast Guard said that perhaps {CLAIM}.", "The Coast Guard", certainty=0.45),
        retold(2, f"According to Paper1 Times, the Coast Guard said maybe {CLAIM}.", "the Coast Guard", certainty=0.45),
    ]
    assert hops(*zip(*chain, strict=True)) == set()


def test_somebodys_word_told_as_the_pages_own():
    chain = [
        retold(1, f"The Coast Guard said that {CLAIM}.", "The Coast Guard"),
        retold(2, f"Late on Monday {CLAIM}. Via: Paper1 Times", None, form="author"),
    ]
    assert ("attribution-loss", "Paper1 Times", "Paper2 Times") in hops(*zip(*chain, strict=True))


def test_a_neutral_verb_told_as_confirming():
    chain = [
        retold(1, f"The Coast Guard said that {CLAIM}.", "The Coast Guard", cue="said"),
        retold(2, f"The Coast Guard confirmed that {CLAIM}.", "The Coast Guard", cue="confirmed"),
        retold(3, f"The Coast Guard has not confirmed that {CLAIM}.", "The Coast Guard", cue="has not confirmed"),
    ]
    found = {h for h in hops(*zip(*chain, strict=True)) if h[0] == "verb-hardening"}
    assert found == {("verb-hardening", "Paper1 Times", "Paper2 Times")}


def counted(text, words, low, role="total"):
    start = text.index(words)
    return Quantity(low, low, False, "person", "sailors", role, start, start + len(words))


def test_a_figure_that_changes_on_the_way_and_one_that_fits():
    pages, statements = [], []
    for n, (words, low, role) in enumerate(
        [("1,500", 1500, "part"), ("12,000", 12000, "total"), ("12,000", 12000, "total")], 1
    ):
        content = f"{words} sailors had left the northern harbour"
        document = page(f"News {n}\nThe Port Office said that {content}.", f"Paper{n} Times", f"2024-03-{n:02}")
        pages.append(document)
        figure = counted(document.text, words, low, role)
        statements.append(said(document, "The Port Office", content, quantities=(figure,)))
    found = {h for h in hops(pages, statements) if h[0] == "figure-drift"}
    assert ("figure-drift", "Paper2 Times", "Paper3 Times") not in found
