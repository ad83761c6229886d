"""Addresses as names: the site a page belongs to, and the form in which two addresses are one."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

# What campaigns, mail programs and social networks hang on an address; none of it chooses what the page shows.
_TRACKING = re.compile(
    r"^(?:utm_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|igshid|igsh|mc_[ce]id|_hs(?:enc|mi)|mkt_tok|vero_\w+|"
    r"wt_\w+|ga_\w+|gs_l|cmpid|cmp|ocid|ncid|sr_share|smid|smtyp|at_(?:medium|campaign|custom\w*|link\w*)|ref|ref_src|ref_url|"
    r"referrer|source|src|share|spm|amp|outputtype|xtor|ito|trk|_ga|guccounter|guce_referrer\w*)$",
    re.I,
)
_MOBILE = re.compile(r"^(?:www\d?|m|mobile|amp)\.(?=[^.]+\.)", re.I)
_AMP = re.compile(r"(?:/amp(?:html)?(?:\.html)?|[./]amp\.html)/?$|^/amp(?=/)", re.I)


def name(url: str | None) -> str | None:
    """The registered domain of an address: bbc.co.uk for www.bbc.co.uk; the host itself where it has none."""
    from tld import get_tld

    host = _host(url)
    if host is None:
        return None
    found = get_tld(f"http://{host}", as_object=True, fail_silently=True)
    return str(found.fld) if found is not None and not isinstance(found, str) else host


def _host(url: str | None) -> str | None:
    if not url:
        return None
    try:
        return urlsplit(url).hostname
    except ValueError:
        return None


def plain(url: str) -> str:
    """The form in which two addresses of one page are equal: no tracking, no www, mobile or amp, no fragment."""
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return url
    host = _MOBILE.sub("", host)
    query = urlencode(sorted((key, value) for key, value in parse_qsl(parts.query, True) if not _TRACKING.match(key)))
    path = _AMP.sub("", parts.path).rstrip("/") or "/"
    return urlunsplit(("https", host if port in {None, 80, 443} else f"{host}:{port}", path, query, ""))
