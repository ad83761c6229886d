"""A whole case in one file (zip): its lines of JSON, its reports, and a manifest with the SHA-256 of each.

The same case gives the same bytes: members stand in a fixed order and carry no time.
"""

from __future__ import annotations

import hashlib
import io
import zipfile

from firsthand.records import Dossier, Whole
from firsthand.tell import case, csv, json, markdown, report
from firsthand.whole import ARCHIVE, CASE, MANIFEST

_EPOCH = (1980, 1, 1, 0, 0, 0)
_README = """This is a case of firsthand: pages about a contested claim, who says it, and what people judged.

report.html opens in any browser. To go on with the case:

    firsthand take THIS-FILE.zip --case new.sqlite

manifest.json names the SHA-256 of every other file; firsthand refuses an archive in which one differs.
"""


def tell(whole: Whole, dossier: Dossier) -> bytes:
    """The archive."""
    files = {
        CASE: case.tell(whole),
        "README.txt": _README.encode(),
        "report.html": report.tell(dossier).encode(),
        "dossier.json": json.tell(dossier).encode(),
        "dossier.md": markdown.tell(dossier).encode(),
        "statements.csv": csv.tell(dossier).encode(),
    }
    sums = {name: {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)} for name, data in files.items()}
    manifest = json.dumps({"form": ARCHIVE, "question": dossier.question, "files": sums}, indent=1) + "\n"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in {MANIFEST: manifest.encode(), **files}.items():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type, info.external_attr, info.create_system = zipfile.ZIP_DEFLATED, 0o644 << 16, 3
            archive.writestr(info, data)
    return out.getvalue()
