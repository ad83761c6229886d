"""Names in, outlets of the case out: "the Times" where its page says Brask Times, "Reuters news agency", a domain."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from firsthand.moments import order
from firsthand.records import Actor, Document
from firsthand.text import fold

# Words that say what kind of carrier it is, and that a page may add or leave out.
_KIND = re.compile(
    r"\b(?:(?:news|press|wire) (?:agency|service|site|website|outlet|portal|channel)|newspaper|newswire|news|agency|"
    r"daily|weekly|website|broadcaster|television|tv|online|magazine|tabloid|portal|channel)\b"
)
_ACRONYM = re.compile(r"[A-Z]{2,6}")


@dataclass(frozen=True, slots=True)
class Carriers:
    """The case's outlets: their pages, and the names that mean one of them and no other."""

    pages: Mapping[str, tuple[Document, ...]]
    "Outlet by its folded name -> its pages, in order of publication."
    names: Mapping[str, str]
    "Another name -> the outlet: without its kind, its initials, its site."
    short: Mapping[str, str]
    "First or last words of one outlet's name only: good for it where the page has the whole name too."

    def of(self, name: str, text: str = "") -> str | None:
        """The outlet that a page with this text means by the name."""
        whole = bare(name)
        found = next(
            (n for n in (whole, self.names.get(whole), self.names.get(_plain(whole))) if n in self.pages), None
        )
        if found is not None or whole not in self.short:
            return found
        outlet = self.short[whole]
        return outlet if outlet in fold(text) else None


def bare(name: str) -> str:
    """A name as it is compared: folded, without article, genitive or stops."""
    return re.sub(r"^the |'s$", "", fold(name).strip(" .,;:@"))


def carriers(documents: Sequence[Document], actors: Iterable[Actor] = ()) -> Carriers:
    """The outlets of these pages; every name of an actor that is one of them names it too."""
    pages: dict[str, list[Document]] = defaultdict(list)
    meant: dict[str, set[str]] = defaultdict(set)
    short: dict[str, set[str]] = defaultdict(set)
    for document in documents:
        if document.outlet and (outlet := bare(document.outlet)):
            pages[outlet].append(document)
            for name in (*_others(document.outlet), *_sites(document)):
                meant[name].add(outlet)
            for name in _parts(outlet):
                short[name].add(outlet)
    for actor in actors:
        called = {bare(name) for name in (actor.name, *actor.aliases)}
        for outlet in called & pages.keys():
            for name in called:
                meant[name].add(outlet)
    ordered = {outlet: tuple(sorted(held, key=lambda d: (order(d), d.id))) for outlet, held in pages.items()}
    return Carriers(ordered, _certain(meant), _certain(short))


def _certain(meant: Mapping[str, set[str]]) -> dict[str, str]:
    """The names that mean one outlet only."""
    return {name: next(iter(outlets)) for name, outlets in meant.items() if name and len(outlets) == 1}


def _others(outlet: str) -> Iterable[str]:
    """The name without words for its kind, and its initials: the Associated Press is AP."""
    yield _plain(bare(outlet))
    initials = "".join(word[0] for word in outlet.split() if word[0].isupper() and word != "The")
    if _ACRONYM.fullmatch(initials):
        yield fold(initials)


def _sites(document: Document) -> Iterable[str]:
    """The site's address, and its name without the ending."""
    host = (urlsplit(document.url or "").hostname or "").removeprefix("www.").removeprefix("m.")
    if host:
        yield host
        yield host.split(".")[0]


def _plain(name: str) -> str:
    return " ".join(_KIND.sub(" ", name).split())


def _parts(outlet: str) -> Iterable[str]:
    words = outlet.split()
    for n in range(1, len(words)):
        yield " ".join(words[n:])
        yield " ".join(words[:n])
