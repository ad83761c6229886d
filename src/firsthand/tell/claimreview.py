"""Claims whose outcome a person set, as schema.org ClaimReview in JSON-LD; nothing where nobody set one.

The program rates nothing: rating, day, reference and reviewer are the person's (`firsthand resolve`). The address that
a review is published at is not known here: whoever publishes it adds `url`.
"""

from __future__ import annotations

from typing import Any

from firsthand.errors import UsageError
from firsthand.records import Document, Dossier, Judgement, Outcome
from firsthand.tell.index import Account, Index
from firsthand.tell.json import printed
from firsthand.tell.words import address, iso_day, plain

_RATINGS = {"true": (5, "True"), "mixed": (3, "Partly true"), "false": (1, "False")}
_KINDS = {"person": "Person"}


def tell(dossier: Dossier) -> str:
    """One graph with a review for each claim that a person rated.

    Raises UsageError where nobody rated any: a rating is never made up.
    """
    index = Index(dossier)
    accounts = {account.claim.id: account for account in index.accounts}
    people = [one for one in dossier.outcomes if one.by.startswith("person:")]  # an agent's word is no review
    rated = [(one, accounts[one.claim]) for one in people if one.claim in accounts]
    if not rated:
        raise UsageError(
            "No ClaimReview is written: nobody has said how a claim of this case turned out, and firsthand rates none. "
            "`firsthand resolve CLAIM true --on DAY --ref URL` says it."
        )
    graph = [_review(index, outcome, account) for outcome, account in rated]
    # In a page's script element no text of a page may end the element.
    return printed({"@context": "https://schema.org", "@graph": graph}).replace("<", "\\u003c")


def _review(index: Index, outcome: Outcome, account: Account) -> dict[str, Any]:
    value, name = _RATINGS[outcome.value]
    judged = _judgement(index, outcome)
    rating = {
        "@type": "Rating", "ratingValue": value, "bestRating": 5, "worstRating": 1, "alternateName": name,
        "ratingExplanation": (judged.note if judged else None) or None,
    }  # fmt: skip
    return _filled({
        "@type": "ClaimReview",
        "@id": f"urn:firsthand:review:{account.claim.id}",
        "claimReviewed": plain(account.claim.text),
        "author": {"@type": "Person", "name": plain(outcome.by.removeprefix("person:"))},
        "dateCreated": judged.at if judged else None,
        "reviewRating": _filled(rating),
        "isBasedOn": _work(outcome.reference, outcome.on),
        "itemReviewed": _claim(index, account),
    })  # fmt: skip


def _judgement(index: Index, outcome: Outcome) -> Judgement | None:
    """The person's word that the outcome was made of."""
    wanted = (outcome.value, outcome.by, outcome.reference)
    given = [one for one in index.dossier.judgements if (one.verb, one.by, one.reference or "") == wanted]
    return given[-1] if given else None


def _work(reference: str, on: str) -> dict[str, Any] | None:
    if not reference:
        return None
    what = {"url": reference} if address(reference) else {"name": plain(reference)}
    day = iso_day(on)
    return _filled({"@type": "CreativeWork", **what, "datePublished": day.isoformat() if day else None})


def _claim(index: Index, account: Account) -> dict[str, Any]:
    """The claim with those whose word it is, and the pages that carry it."""
    carrying = account.of("supports", "reports")
    known = [voice for voice in carrying if voice.known]
    actors = dict.fromkeys(actor for voice in known for actor in voice.origin.actors if actor in index.actors)
    authors = [
        {"@type": _KINDS.get(index.actors[key].kind, "Organization"), "name": plain(index.actors[key].name)}
        for key in actors
    ]
    pages = {telling.document.id: telling.document for voice in carrying for telling in voice.tellings}
    first = {voice.first.document.id for voice in known}
    # Of two pages of one day, the one that only repeats comes later.
    seen = sorted(pages.values(), key=lambda d: (d.day is None, d.day or "", d.id not in first, d.id))
    works = [_page(document) for document in seen]
    return _filled({
        "@type": "Claim",
        "@id": f"urn:firsthand:claim:{account.claim.id}",
        "text": plain(account.claim.text),
        "author": authors or None,
        "datePublished": account.claim.first_seen,
        "firstAppearance": works[0] if works else None,
        "appearance": works[1:] or None,
    })  # fmt: skip


def _page(document: Document) -> dict[str, Any]:
    return _filled({
        "@type": "CreativeWork",
        "headline": plain(document.title) or None,
        "url": document.url if address(document.url) else None,
        "datePublished": document.day,
        "publisher": {"@type": "Organization", "name": plain(document.outlet)} if document.outlet else None,
    })  # fmt: skip


def _filled(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields that hold anything."""
    return {key: value for key, value in fields.items() if value is not None}
