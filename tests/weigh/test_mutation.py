"""The hop where a hedge, a source, a plan, a verb or a figure was lost."""

from dataclasses import replace

from firsthand import link
from firsthand.ask import cases
from firsthand.records import Hyperlink, Mention, Quantity, Span
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
    second = f"According to Paper1 Times, the Coast Guard confirmed that {CLAIM}."
    third = f"According to Paper1 Times, the Coast Guard has not confirmed that {CLAIM}."
    chain = [
        retold(1, f"The Coast Guard said that {CLAIM}.", "The Coast Guard", cue="said"),
        retold(2, second, "the Coast Guard", cue="confirmed"),
        retold(3, third, "the Coast Guard", cue="has not confirmed"),
    ]
    found = {h for h in hops(*zip(*chain, strict=True)) if h[0] == "verb-hardening"}
    assert found == {("verb-hardening", "Paper1 Times", "Paper2 Times")}


def test_who_confirms_to_one_page_what_it_said_to_another_hardens_nothing():
    chain = [
        retold(1, f"The Coast Guard said that {CLAIM}.", "The Coast Guard", cue="said"),
        retold(2, f"The Coast Guard confirmed that {CLAIM}.", "The Coast Guard", cue="confirmed"),
    ]
    assert hops(*zip(*chain, strict=True)) == set()


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


def at(number, text):
    return page(f"News {number}\n{text}", f"Paper{number} Times", f"2024-03-{number:02}")


def through(document, speaker, carrier, content=CLAIM, **fields):
    """A statement that came through an outlet which the page names."""
    start = document.text.index(carrier)
    return said(document, speaker, content, via=(Mention(carrier, True, start, start + len(carrier)),), **fields)


def of_kind(kind, pages, statements):
    return {(a, b) for k, a, b in hops(pages, statements) if k == kind}


def test_a_hedge_that_another_sentence_of_the_page_keeps_is_not_lost():
    first = at(1, f"The Coast Guard said that perhaps {CLAIM}.")
    second = at(2, f"The Coast Guard told Paper1 Times {CLAIM}. It added that maybe {CLAIM} after dark.")
    lost = through(second, "The Coast Guard", "Paper1 Times", certainty=0.95)
    after = second.text.rindex(CLAIM)
    kept = replace(lost, id="kept", content=(Span(after, after + len(CLAIM)),), via=(), certainty=0.45)
    hedged = said(first, "The Coast Guard", CLAIM, certainty=0.45)
    assert of_kind("hedge-loss", [first, second], [hedged, lost]) == {("Paper1 Times", "Paper2 Times")}
    assert of_kind("hedge-loss", [first, second], [hedged, lost, kept]) == set()


def test_a_headline_without_a_source_over_a_text_that_names_it_loses_nothing():
    first = at(1, f"The Coast Guard said that {CLAIM}.")
    second = at(2, f"Last night {CLAIM}. All of it comes from the Coast Guard, which says tugs are under way.")
    second = replace(second, links=(Hyperlink("https://paper1.example/a", 7, 17),))
    first = replace(first, url="https://paper1.example/a")
    own = said(second, None, CLAIM, form="author")
    source = said(second, "the Coast Guard", "tugs are under way")
    there = said(first, "The Coast Guard", CLAIM)
    assert of_kind("attribution-loss", [first, second], [there, own]) == {("Paper1 Times", "Paper2 Times")}
    assert of_kind("attribution-loss", [first, second], [there, own, source]) == set()


def test_the_hardest_verb_of_the_earlier_page_is_what_a_verb_is_compared_with():
    def chain(*verbs):
        text = " ".join(f"The Coast Guard {verb} that {CLAIM}." for verb in verbs)
        first = at(1, text)
        second = at(2, f"The Coast Guard confirmed to Paper1 Times that {CLAIM}.")
        told, low = [], 0
        for n, verb in enumerate(verbs):
            cue, content = first.text.index(verb, low), first.text.index(CLAIM, low)
            one = said(first, "The Coast Guard", CLAIM)
            spans = {"cue": (Span(cue, cue + len(verb)),), "content": (Span(content, content + len(CLAIM)),)}
            told.append(replace(one, id=f"{n}", **spans))
            low = content + len(CLAIM)
        cue = second.text.index("confirmed")
        hard = through(second, "The Coast Guard", "Paper1 Times", cue=(Span(cue, cue + 9),))
        return of_kind("verb-hardening", [first, second], [*told, hard])

    assert chain("said") == {("Paper1 Times", "Paper2 Times")}
    assert chain("said", "established") == set()


def test_a_figure_is_rounded_on_the_way_and_a_plan_told_as_done_keeps_its_own():
    def telling(number, words, low, role, verb, carrier=None):
        content = f"{words} sailors {verb} the northern harbour"
        document = at(number, f"The Port Office told {carrier or 'reporters'} that {content}.")
        figure = counted(document.text, words, low, role)
        if carrier:
            return document, through(document, "The Port Office", carrier, content, quantities=(figure,))
        return document, said(document, "The Port Office", content, quantities=(figure,))

    first = telling(1, "1,240", 1240, "total", "had left")
    rounded = telling(2, "1,200", 1200, "total", "had left", "Paper1 Times")
    assert ("figure-drift", "Paper1 Times", "Paper2 Times") in hops(*zip(first, rounded, strict=True))
    plan = telling(1, "1,240", 1240, "planned", "will leave")
    done = telling(2, "1,240", 1240, "total", "have left", "Paper1 Times")
    assert of_kind("figure-drift", *zip(plan, done, strict=True)) == set()


def test_words_given_to_another_body_than_on_the_page_they_came_through():
    first = at(1, f"The Rescue Service said that {CLAIM}.")
    second = at(2, f"The Transport Ministry told Paper1 Times that {CLAIM}.")
    moved = through(second, "The Transport Ministry", "Paper1 Times")
    there = said(first, "The Rescue Service", CLAIM)
    assert of_kind("origin-flip", [first, second], [there, moved]) == {("Paper1 Times", "Paper2 Times")}


def test_a_page_that_brings_a_source_of_its_own_flips_nothing():
    first = at(1, f"The Rescue Service said that {CLAIM}.")
    second = at(2, f"The Transport Ministry said that {CLAIM}. Source: Paper1 Times")
    statements = [said(first, "The Rescue Service", CLAIM), said(second, "The Transport Ministry", CLAIM)]
    assert of_kind("origin-flip", [first, second], statements) == set()
