"""The report's templates point inside one file; here each of their links becomes the address of a view."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, urlencode

# Page text never holds a bare quotation mark in HTML, so what matches was written by a template.
_LINK = re.compile(r'href="#(s|c|k|d|m|x|origins|days|positions)-([^"]*)"')
_PARTS = {
    "state": "", "claims": "#claims", "pages": "/pages", "unread": "#unread", "lineage": "", "figures": "", "top": "",
}  # fmt: skip
_PART = re.compile(rf'href="#({"|".join(_PARTS)})"')
_PARAGRAPH = re.compile(r'href="#(p-([0-9a-f]+)-[^"]*)"')


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where things of one case stand, on the day that is looked at."""

    case: str
    as_of: str | None = None
    page_of: Mapping[str, str] = field(default_factory=dict)

    @property
    def base(self) -> str:
        """The address of the case."""
        return f"/{quote(self.case)}"

    def to(self, *parts: str, at: str = "", **asked: str | None) -> str:
        """An address below the case; the day that is looked at goes along."""
        known = {"asof": self.as_of, **asked}
        query = urlencode({k: v for k, v in known.items() if v})
        path = "/".join((self.base, *(quote(p, safe="") for p in parts)))
        return f"{path}{f'?{query}' if query else ''}{f'#{at}' if at else ''}"

    def on(self, day: str, *parts: str) -> str:
        """The address of a view as it stood on a day."""
        return Addresses(self.case, day).to(*parts)

    def thing(self, kind: str, key: str) -> str:
        """The view of a thing that the report points at by kind and id."""
        if kind in {"s", "m"}:
            return self.to("statements", key)
        if kind in {"c", "k"}:
            return self.to("claims", key)
        if kind == "d":
            return self.to("pages", key)
        if kind == "x":
            return f"#x-{key}"
        return self.to("claims", key, at=f"{kind}-{key}")

    def settled(self, html: str) -> str:
        """A rendered part of the report with its links led to views."""
        html = _LINK.sub(lambda m: f'href="{self.thing(m[1], m[2]).replace("&", "&amp;")}"', html)
        html = _PARAGRAPH.sub(lambda m: f'href="{self.to("pages", m[2], at=m[1]).replace("&", "&amp;")}"', html)
        return _PART.sub(lambda m: f'href="{self._part(m[1])}"', html)

    def _part(self, name: str) -> str:
        path, _, at = _PARTS[name].partition("#")
        return self.to(*(p for p in path.split("/") if p), at=at).replace("&", "&amp;")
