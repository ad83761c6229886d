"""Who was not heard is never said to have denied nothing."""

from firsthand import link
from firsthand.ask import cases
from firsthand.weigh import weights
from tests.making import page, said


def test_a_body_named_in_the_claim_that_says_nothing_is_silent_and_the_pages_are_counted():
    one = page("News\nThe Coast Guard said that Corvane Lines had sold the damaged ferry.", "A", "2024-03-01")
    other = page("News\nCorvane Lines said that fares would rise by a tenth in May.", "B", "2024-03-02")
    statements = [
        said(one, "The Coast Guard", "Corvane Lines had sold the damaged ferry"),
        said(other, "Corvane Lines", "fares would rise by a tenth in May"),
    ]
    made = link.links([one, other], statements)
    found = {}
    for case in cases(made.claims, [one, other], statements, made.links, made.actors, unread=1):
        [weight] = weights(case, ("silence",))
        found[case.claim.text] = [r.text for r in weight.reasons]
    [texts] = [t for claim, t in found.items() if "sold" in claim]
    assert texts == ["Corvane Lines: no position seen in 1 page up to 2024-03-01; 1 more could not be read"]
