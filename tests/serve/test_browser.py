"""The workbench in a real browser: its eight parts by mouse and by keyboard, axe's checks, the docs' pictures."""

import os
import shutil
import threading
from pathlib import Path

import pytest

from firsthand.judging import Decision
from firsthand.serve.desk import Desk
from tests.serve.making import filled

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium installed: apt-get install chromium")
SCREENS = Path(__file__).parents[2] / "docs" / "screens"
NOW = "2024-06-01T12:00:00+00:00"
GRAVE = {"serious", "critical"}


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """The address of a served case, and its desk."""
    import uvicorn

    from firsthand.serve.access import Access
    from firsthand.serve.app import app
    from firsthand.serve.shelf import Shelf

    path = filled(tmp_path_factory.mktemp("case") / "ferry.sqlite")
    shelf = Shelf(path)
    server = uvicorn.Server(uvicorn.Config(app(shelf, Access.alone("ada")), port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.05)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}/ferry", shelf.desk("ferry")
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as machine:
        found = machine.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield found
        found.close()


@pytest.fixture
def page(browser, served):
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    made = context.new_page()
    faults = []
    made.on("pageerror", lambda error: faults.append(str(error)))
    made.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    made.on(
        "request",
        lambda asked: None if asked.url.startswith(("http://127.0.0.1", "data:")) else faults.append(asked.url),
    )
    yield made
    context.close()
    assert not faults


def claim_of(desk: Desk) -> str:
    return desk.dossier().claims[0].id


def test_case_is_filtered_and_searched_by_keyboard(page, served):
    base, _ = served
    page.goto(base)
    page.keyboard.press("/")
    page.keyboard.type("smoke")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=smoke")
    assert page.inner_text("mark.hit").lower() == "smoke"
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.press("s")
    page.wait_for_url(base)
    page.select_option("#f-position", "opposes")
    page.click("button:text-is('Filter')")
    assert page.locator("#claims tbody tr.row").count() == 1


def test_claim_opens_its_words_and_closes_them_by_keyboard(page, served):
    base, desk = served
    page.goto(f"{base}/claims/{claim_of(desk)}")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_selector("#panel .kv")
    assert "port authority" in page.inner_text("#panel").lower()
    page.keyboard.press("n")
    page.wait_for_selector("#panel .phead:has-text('2 of')")
    page.keyboard.press("Escape")
    page.wait_for_selector("#panel .empty")


def test_leaving_an_origin_out_shows_what_remains(page, served):
    base, desk = served
    told = max(desk.view().index.accounts, key=lambda a: len(a.voices))
    if len(told.voices) < 2:
        other = next(a for a in desk.view().index.accounts if a is not told)
        desk.judge(
            Decision("merge", told.claim.statements[0].statement, other.claim.statements[0].statement), "ada", NOW
        )
        told = max(desk.view().index.accounts, key=lambda a: len(a.voices))
    page.goto(f"{base}/claims/{told.claim.id}")
    page.check(".whatif input[type=checkbox] >> nth=0")
    page.wait_for_selector("#rest")
    assert "left out" in page.inner_text("#rest")
    for judgement in desk.store.judgements():
        desk.undo(judgement.id, "ada", NOW)


def test_page_marks_are_switched_and_words_open(page, served):
    base, desk = served
    document = desk.dossier().documents[0]
    page.goto(f"{base}/pages/{document.id}")
    page.click("a.sn >> nth=0")
    page.wait_for_selector("#panel .kv")
    page.keyboard.press("l")
    assert page.evaluate("document.body.classList.contains('noloaded')")


def test_judging_by_keyboard_moves_the_numbers_and_is_undone(page, served):
    base, desk = served
    claim = claim_of(desk)
    page.goto(f"{base}/claims/{claim}")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_selector("#panel .kv")
    page.keyboard.press("c")
    page.select_option("#c-verb", "opposes")
    page.fill("#c-note", "read again")
    page.keyboard.press("Enter")
    page.wait_for_selector("#panel .judged")
    assert "opposes" in page.inner_text("#panel .kv")
    page.goto(f"{base}/judgements")
    page.click("button:text-is('Undo')")
    page.wait_for_selector(".undone")
    assert not desk.store.judgements()


def test_a_cell_of_the_matrix_is_set_in_place(page, served):
    base, desk = served
    page.goto(f"{base}/explanations")
    page.focus(".editable .ach tbody .cell >> nth=0")
    page.keyboard.press("3")
    page.wait_for_selector(".editable .ach tbody .cell.against:not(.draft)")
    assert any(rivals.cells for rivals in desk.store.rivals())


def test_a_text_is_added_and_its_page_is_read(page, served):
    base, desk = served
    before = len(desk.store.documents())
    page.goto(f"{base}/gather")
    page.fill(
        "#gtext",
        "Storm in the north\n4 May 2024\nThe harbour master said the storm had sunk two boats off Molde on Friday.",
    )
    page.click("button:text-is('Add the text')")
    page.wait_for_selector("#jobs tbody td b:text-is('done')", timeout=60000)
    assert len(desk.store.documents()) == before + 1
    page.goto(f"{base}/sources")
    assert "harbour master" in page.inner_text("main").lower()


def test_a_report_is_put_together_and_taken_away(page, served):
    base, _ = served
    page.goto(f"{base}/report")
    page.click("button:text-is('Your own words')")
    page.fill("#text-0", "What we found out.")
    page.select_option("#bclaim", index=1)
    page.click("button:text-is('Put the claim in')")
    with page.expect_download() as waiting:
        page.click("a:text-is('HTML')")
    assert "What we found out." in Path(waiting.value.path()).read_text("utf-8")


VIEWS = {
    "case": "", "claim": "/claims/{claim}", "pages": "/pages", "page": "/pages/{page}", "sources": "/sources",
    "explanations": "/explanations", "judgements": "/judgements", "add": "/gather", "report": "/report",
    "search": "/search?q=ferry", "words": "/statements/{statement}",
}  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", VIEWS)
def test_axe_finds_nothing_grave(browser, served, name, scheme):
    from axe_playwright_python.sync_playwright import Axe

    base, desk = served
    told = desk.dossier()
    path = VIEWS[name].format(claim=told.claims[0].id, page=told.documents[0].id, statement=told.statements[0].id)
    context = browser.new_context(viewport={"width": 1280, "height": 800}, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    page.goto(f"{base}{path}")
    found = [v for v in Axe().run(page).response["violations"] if v["impact"] in GRAVE]
    context.close()
    assert not found, [(v["id"], [n["target"] for n in v["nodes"]][:3]) for v in found]


@pytest.mark.parametrize("name", VIEWS)
def test_a_phone_needs_no_sideways_scrolling(browser, served, name):
    base, desk = served
    told = desk.dossier()
    path = VIEWS[name].format(claim=told.claims[0].id, page=told.documents[0].id, statement=told.statements[0].id)
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(f"{base}{path}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()


@pytest.mark.skipif("FIRSTHAND_SCREENS" not in os.environ, reason="pictures of the docs: FIRSTHAND_SCREENS=case.sqlite")
def test_pictures_of_the_docs(browser):
    """Of a real case: `FIRSTHAND_SCREENS=out/case.sqlite uv run pytest tests/serve/test_browser.py -k pictures`."""
    from tests.serve.pictures import taken

    taken(browser, Path(os.environ["FIRSTHAND_SCREENS"]), SCREENS)
