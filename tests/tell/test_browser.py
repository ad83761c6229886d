"""The report in a browser: no page runs anything, nothing is fetched, the keys act, nothing is cut off."""

from __future__ import annotations

import shutil

import pytest

from firsthand.tell import tell
from tests.tell import ferry
from tests.tell.test_explanations import DOSSIER, many

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium installed: apt-get install chromium")

ATTACKS = (
    "<script>alert('text')</script>",
    "\"'><img src=http://evil.example/x.png onerror=alert(1)>",
    "javascript:alert(document.domain)",
    "</title></style></script><svg/onload=alert(2)><iframe src=//evil.example></iframe>",
    "<meta http-equiv=refresh content='0;url=http://evil.example/'><base href=http://evil.example/>",
)


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as machine:
        found = machine.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield found
        found.close()


class Seen:
    """A page with everything it did that it should not."""

    def __init__(self, browser, path, **options):
        self.page = browser.new_page(**{"viewport": {"width": 1280, "height": 900}, **options})
        self.dialogs, self.requests, self.console, self.errors = [], [], [], []
        self.page.on("dialog", lambda found: (self.dialogs.append(found.message), found.dismiss()))
        self.page.on("request", lambda found: self.requests.append(found.url))
        self.page.on("console", lambda found: self.console.append(found.text))
        self.page.on("pageerror", lambda found: self.errors.append(str(found)))
        self.page.goto(path.as_uri())


@pytest.fixture
def opened(browser, tmp_path):
    pages = []

    def open_(dossier, **options):
        path = tmp_path / "dossier.html"
        path.write_text(tell(dossier, "report"), "utf-8", newline="")
        pages.append(Seen(browser, path, **options))
        return pages[-1]

    yield open_
    for seen in pages:
        seen.page.close()


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_of_a_page_runs(opened, attack):
    seen = opened(ferry.hostile(attack))
    for key in ("j", "n", "e", "l", "f"):
        seen.page.keyboard.press(key)
    seen.page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    seen.page.wait_for_timeout(150)
    assert seen.dialogs == []
    assert seen.errors == []
    assert seen.console == []
    assert [url for url in seen.requests if not url.startswith("file:")] == []
    assert len(seen.requests) == 1


def at(page):
    return page.evaluate(
        "document.querySelector('.at') ? document.querySelector('.at').textContent.trim().slice(0, 40) : null"
    )


def test_the_keys_move_open_and_close(opened):
    page = opened(ferry.dossier()).page
    page.keyboard.press("j")
    first = at(page)
    page.keyboard.press("j")
    assert first
    assert at(page) != first
    page.keyboard.press("k")
    assert at(page) == first
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#keys").is_visible()
    page.keyboard.press("g")
    page.keyboard.press("p")
    assert page.url.endswith("#pages")
    page.keyboard.press("n")
    assert page.evaluate("location.hash").startswith("#s-")
    assert page.locator(".st.here").count() > 0
    page.keyboard.press("Escape")
    assert page.locator(".st.here").count() == 0


def test_the_switches_act(opened):
    page = opened(ferry.dossier()).page
    page.keyboard.press("l")
    assert page.evaluate("document.body.classList.contains('noloaded')")
    page.keyboard.press("f")
    assert page.evaluate("document.querySelector('details.fu').open")
    page.keyboard.press("e")
    assert page.evaluate("[...document.querySelectorAll('details.echoes')].every((d) => !d.open)")
    page.keyboard.press("?")
    page.locator("#keyson").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("l")
    assert page.evaluate("document.body.classList.contains('noloaded')")


def test_keys_never_act_in_a_field(opened):
    page = opened(ferry.dossier()).page
    page.keyboard.press("/")
    page.keyboard.type("jolly life")
    assert page.locator("#find").input_value() == "jolly life"
    assert at(page) is None
    page.locator("#find").fill("scrapheap")
    page.keyboard.press("Enter")
    page.locator("#find").fill("dead for two minutes")
    page.keyboard.press("Enter")
    assert at(page) is not None
    page.keyboard.press("Escape")


def test_a_link_opens_a_folded_page(opened):
    seen = opened(ferry.dossier())
    seen.page.evaluate("document.querySelectorAll('details.sheet').forEach((d) => { d.open = false; })")
    seen.page.evaluate(f"location.hash = 's-{ferry.S_RADIO.id}'")
    seen.page.wait_for_timeout(100)
    assert seen.page.locator(f"#s-{ferry.S_RADIO.id}").is_visible()


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
@pytest.mark.parametrize(
    "dossier", [ferry.dossier(), DOSSIER, ferry.dossier(analysis=many(20))], ids=["", "drawn", "many"]
)
def test_nothing_runs_out_of_the_screen(opened, width, dossier):
    page = opened(dossier, viewport={"width": width, "height": 844}).page
    page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_sign_opens_its_reason(opened):
    page = opened(DOSSIER).page
    sign = page.locator("#explanations tbody a.cell").first
    reason = page.locator(f"[id='{sign.get_attribute('href')[1:]}']")
    assert not reason.is_visible()
    sign.click()
    page.wait_for_timeout(100)
    assert reason.is_visible()


def test_without_script_it_is_whole(opened):
    page = opened(ferry.dossier(), java_script_enabled=False).page
    assert page.locator("#s-" + ferry.S_WIRE.id).is_visible()
    assert page.locator("#tools").is_hidden()
    assert page.locator("h1").inner_text() == "Why did the Marlow Star strike the pier?"


def test_on_paper_everything_is_unfolded(opened):
    page = opened(ferry.dossier()).page
    page.emulate_media(media="print")
    assert page.locator("details.more .claims").first.is_visible()
    assert page.pdf(prefer_css_page_size=True)[:4] == b"%PDF"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground(opened, scheme):
    page = opened(DOSSIER, color_scheme=scheme).page
    worst = page.evaluate(CONTRAST)
    assert worst[0] >= 4.5, worst


# The lowest contrast of any text to the nearest ground that is painted behind it. A hollow hexagon paints its ground in
# a pseudo-element, which cannot be asked for from here: its pair is ink on paper, as that of the hollow square.
CONTRAST = """() => {
  const rgb = (text) => (text.match(/[\\d.]+/g) || []).map(Number);
  const light = (c) => { const f = (v) => { v /= 255; return v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; };
    return .2126 * f(c[0]) + .7152 * f(c[1]) + .0722 * f(c[2]); };
  let worst = [99, ''];
  for (const node of document.querySelectorAll('main *, header *, footer *')) {
    if (!node.getClientRects().length || node.closest('svg, .hide, .fold, .sig.o.echo')) continue;
    if (![...node.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim())) continue;
    let ground = null;
    for (let up = node; up && !ground; up = up.parentElement) {
      const c = rgb(getComputedStyle(up).backgroundColor);
      if (c.length && (c.length < 4 || c[3] === 1)) ground = c;
    }
    const a = light(rgb(getComputedStyle(node).color)), b = light(ground || [255, 255, 255]);
    const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    if (ratio < worst[0]) worst = [ratio, node.className + ': ' + node.textContent.slice(0, 40)];
  }
  return worst;
}"""
