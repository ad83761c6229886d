"""The evidence ledger: what each voice offers, whether a page shows it, and what is missing from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from firsthand.records import Statement
from firsthand.tell import words
from firsthand.tell.index import Index, Voice
from firsthand.text import fold


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing offered by one voice."""

    voice: Voice | None
    statement: Statement
    offered: str
    sign: str
    basis: str
    missing: str
    times: int


def offers(index: Index) -> list[Offer]:
    """What is shown first, then what is described, then what is said only; each in the dossier's order."""
    found: dict[tuple[str, ...], Offer] = {}
    for voice, statement in _asked(index):
        offer = _offer(voice, statement, index)
        who = voice.letter if voice and voice.known else statement.id
        key = (who, offer.sign, fold(offer.offered) if offer.sign != "said" else "")
        old = found.get(key)
        found[key] = offer if old is None else _again(old)
    return sorted(found.values(), key=lambda offer: ("shown", "told", "said").index(offer.sign))


def _again(old: Offer) -> Offer:
    return Offer(old.voice, old.statement, old.offered, old.sign, old.basis, old.missing, old.times + 1)


def _asked(index: Index) -> Iterator[tuple[Voice | None, Statement]]:
    """The statements that offer something, and the first words of every voice that offers nothing."""
    for account in index.accounts:
        for voice in account.voices:
            spoken = [index.statements[s] for s in voice.origin.statements if s in index.statements]
            offering = [s for s in spoken if words.basis_sign(s.basis) != "said"]
            if offering:
                yield from ((voice, statement) for statement in offering)
            elif len(account.claim.statements) > 1:
                yield voice, voice.first.statement


def _offer(voice: Voice | None, statement: Statement, index: Index) -> Offer:
    basis, sign = statement.basis, words.basis_sign(statement.basis)
    text = index.documents[statement.document].text
    quoted = words.short(text[basis.start : basis.end], 160) if basis and sign != "said" else ""
    offered = quoted or ("Word alone" if sign == "said" else words.OFFERS[basis.kind] if basis else "Word alone")
    return Offer(voice, statement, offered, sign, words.basis(basis), words.missing(basis), 1)
