"""A question in small: pages whose speakers affirm, deny and explain that a depot was emptied."""

from firsthand import link
from firsthand.ask import cases
from firsthand.records import Origin
from firsthand.weigh import weights
from firsthand.weigh.hypotheses import analysis, drafted
from tests.making import page, said

CLAIM = "the depot at Brask was emptied in the night"


def told(n, speaker, words=CLAIM, day=None, **fields):
    document = page(f"News {n}\n{speaker} said that {words}.", f"Outlet {n}", day or f"2024-03-{n + 1:02}")
    return document, said(document, speaker, words, **fields)


def linked(made):
    """Pages, statements, claims, actors and the origins of every claim."""
    pages, statements = (list(part) for part in zip(*made, strict=True))
    found = link.links(pages, statements)
    ordered = link.by_publication(pages)
    origins = [
        item
        for case in cases(found.claims, ordered, statements, found.links, found.actors)
        for item in weights(case, ("origins",))[0].items
        if isinstance(item, Origin)
    ]
    return pages, statements, found, origins


def asked(made, known=(), judged=()):
    """The analysis of a question: the claim that most statements share, with what the pages offer and `known`."""
    pages, statements, found, origins = linked(made)
    claim = max(found.claims, key=lambda c: len(c.statements))
    hypotheses = drafted(pages, statements, found.actors, [claim], known)
    return analysis(statements, pages, origins, hypotheses, judged)
