"""Which words name a carrier of news: a reading aid, no judgement of any of them."""

from __future__ import annotations

import re

_OUTLET_WORD = re.compile(
    r"\b(?:News|Times|Post|Press|Agency|Wire|Daily|Herald|Tribune|Journal|Gazette|Courier|Chronicle|Telegraph|"
    r"Guardian|Independent|Observer|Radio|TV|Television|Broadcasting|Magazine|Review|Mail|Mirror|Express|Sun|Star|"
    r"Standard|Globe|Dispatch|Bulletin|Examiner|Register|Sentinel|Monitor|Weekly|Today|Online|Ledger|Lantern|Echo|"
    r"Beacon|Newswire|Newsroom|(?:[Mm]edia|"
    r"[Pp]ress(?! (?:secretar|office|conference|release|aide|briefing))|"
    r"[Nn]ewspapers?|[Tt]elevision|[Bb]roadcasters?|[Tt]abloids?|"
    r"[Nn]ews agenc(?:y|ies)|[Nn]ews (?:sites?|websites?|outlets?|portals?)|[Rr]adio))\b"
)
# Well-known carriers, by the names they are written with.
_OUTLETS = frozenset(
    "CNN BBC Reuters AP AFP UPI Politico Axios Bloomberg Yonhap TASS KCNA Interfax NHK KBS MBS NPR PBS ABC CBS NBC "
    "MSNBC CNBC Newsweek Breitbart Vox Slate BuzzFeed Xinhua Kyodo Anadolu DPA ANSA EFE PTI RIA RT Sputnik Ukrinform "
    "Suspilne Hromadske Telegram Facebook Twitter X YouTube Vice Salon Spiegel Bild Haaretz Asahi Mainichi Yomiuri "
    "JoongAng Chosun Hankyoreh Censor.NET Euronews Meduza Novinite Babel LIGA UNN HuffPost ProPublica".split()
)


def is_outlet(name: str) -> bool:
    """Whether the words name a carrier of news."""
    bare = re.sub(r"^[Tt]he\s+|['’]s$", "", name.strip(" ,"))
    return bare.split(" ")[0] in _OUTLETS or _OUTLET_WORD.search(bare) is not None
