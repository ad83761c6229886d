"""The pictures in docs/: the workbench over a case, at 1280 by 800."""

from __future__ import annotations

import shutil
import tempfile
import threading
from pathlib import Path

SHOTS = {
    "case": ("", ""), "claim": ("/claims/{claim}", "j Enter"), "page": ("/pages/{page}", "j Enter"),
    "explanations": ("/explanations", ""), "sources": ("/sources", ""), "judgements": ("/judgements", ""),
    "add": ("/gather", ""), "report": ("/report", ""),
}  # fmt: skip


def taken(browser, case: Path, folder: Path) -> None:
    """One picture of each part, of a copy of the case."""
    import uvicorn

    from firsthand.judging import Decision
    from firsthand.serve.access import Access
    from firsthand.serve.app import app
    from firsthand.serve.shelf import Shelf

    folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as aside:
        shelf = Shelf(Path(shutil.copy(case, Path(aside, "troops.sqlite"))))
        desk = shelf.desk("troops")
        lead = desk.view().lead
        desk.judge(
            Decision("supports", lead.claim.statements[0].statement, note="read again"),
            "ada",
            "2024-12-20T10:00:00+00:00",
        )
        server = uvicorn.Server(uvicorn.Config(app(shelf, Access.alone("ada")), port=0, log_level="error"))
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        while not server.started:
            thread.join(0.05)
        base = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}/troops"
        told = desk.dossier()
        page_id = max(told.documents, key=lambda d: len(desk.view().index.by_document.get(d.id, ()))).id
        context = browser.new_context(viewport={"width": 1280, "height": 800})
        for name, (path, keys) in SHOTS.items():
            page = context.new_page()
            page.goto(base + path.format(claim=lead.claim.id, page=page_id))
            for key in keys.split():
                page.keyboard.press(key)
                page.wait_for_timeout(600)
            page.screenshot(path=str(folder / f"{name}.png"))
            page.close()
        context.close()
        server.should_exit = True
        thread.join(10)
