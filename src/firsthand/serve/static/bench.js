// Keys, the panel, and forms without a new page. Without this script every link and form is a page of its own.
"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const all = (query, root = document) => Array.from(root.querySelectorAll(query));
  const panel = $("panel"), main = $("main"), keys = $("keys"), live = $("live");
  if (!panel) return;
  const empty = panel.innerHTML;
  let at = null, from = null, going = 0;
  const say = (text) => { live.textContent = ""; live.textContent = text; };
  const visible = (node) => !(node.tagName === "SUMMARY" ? node.parentElement.parentElement : node).closest("details:not([open])");

  async function fragment(address, given) {
    const answer = await fetch(address, { ...given, headers: { "X-Fragment": "1", ...(given && given.headers) } });
    return { ok: answer.ok, url: answer.url, html: await answer.text() };
  }

  async function open(address) {
    panel.setAttribute("aria-busy", "true");
    from = document.activeElement;
    try {
      const { html } = await fragment(address);
      panel.innerHTML = html;  // made by our own templates, which escape everything a page brought along
      panel.dataset.address = address;
      panel.classList.add("open");
      panel.focus({ preventScroll: true });
      say("Words opened");
    } catch (error) {
      panel.textContent = "The server did not answer. What was kept is kept; start it again with: firsthand serve";
    }
    panel.removeAttribute("aria-busy");
  }

  function close() {
    panel.innerHTML = empty;
    panel.classList.remove("open");
    delete panel.dataset.address;
    if (from && document.contains(from)) from.focus();
  }

  async function redraw() {
    main.setAttribute("aria-busy", "true");
    const { ok, html } = await fragment(location.href).catch(() => ({ ok: false }));
    if (!ok && main.querySelector("[data-poll]")) setTimeout(redraw, 3000);
    if (ok) {
      const typed = all("textarea, input:not([type=hidden])", main).some((f) => f.value && f.value !== f.defaultValue);
      if (typed && main.querySelector("[data-poll]")) { setTimeout(redraw, 1500); return main.removeAttribute("aria-busy"); }
      const unfolded = all("details[open][id]", main).map((d) => d.id), y = scrollY;
      main.innerHTML = html;
      unfolded.forEach((id) => { if ($(id)) $(id).open = true; });
      scrollTo(0, y);
      ready();
    }
    main.removeAttribute("aria-busy");
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const to = new URL(link.href, location.href);
    if (to.origin === location.origin && /^\/[^/]+\/statements\/[^/]+$/.test(to.pathname)) {
      event.preventDefault();
      open(to.pathname + to.search);
    }
  });

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (form.method !== "post" || !/\/(judge|undo|cell|explain)(\?|$)/.test(form.action)) return;
    event.preventDefault();
    const inside = panel.contains(form);
    say("Keeping");
    const { ok, html } = await fragment(form.action, { method: "POST", body: new FormData(form) });
    if (!ok) { panel.innerHTML = html; panel.classList.add("open"); return say("Not done"); }
    const cell = form.id === "cellform" ? [form.elements.evidence.value, form.elements.hypothesis.value] : null;
    await redraw();
    if (cell) { const set = main.querySelector(`.cell[data-evidence="${CSS.escape(cell[0])}"][data-hypothesis="${CSS.escape(cell[1])}"]`); if (set) { set.setAttribute("tabindex", "0"); set.focus(); } }
    if (inside && panel.dataset.address) await open(panel.dataset.address);
    say("Kept");
  });

  function stand(node) {
    if (at) { at.classList.remove("at"); at.removeAttribute("tabindex"); }
    at = node;
    if (!node) return;
    node.classList.add("at");
    node.setAttribute("tabindex", "-1");
    node.focus({ preventScroll: true });
    node.scrollIntoView({ block: "nearest" });
  }

  function step(by) {
    const rows = all(".row", main).filter(visible);
    if (!rows.length) return;
    let n = at ? rows.indexOf(at) : -1;
    if (n < 0) n = rows.findIndex((row) => row.getBoundingClientRect().top > 60) - (by > 0 ? 1 : 0);
    stand(rows[Math.min(rows.length - 1, Math.max(0, n + by))]);
  }

  function enter() {
    const link = at && (at.querySelector('a[href*="/statements/"]') || at.querySelector("a[href]"));
    if (link) link.click();
    else if (at && at.tagName === "SUMMARY") at.click();
  }

  function echoes() {
    const folds = all("details.echoes", main), to = !folds.every((fold) => fold.open);
    folds.forEach((fold) => { fold.open = to; });
    say(to ? "Echoes unfolded" : "Echoes folded");
  }

  function day(by) {
    const range = $("asofrange");
    if (!range) return;
    const days = range.dataset.days.split(" "), now = new URL(location.href).searchParams.get("asof");
    const n = now ? days.filter((d) => d <= now).length - 1 : days.length;
    const to = n + by;
    if (to < 0) return say("Nothing was told before");
    const address = new URL(location.href);
    if (to >= days.length) address.searchParams.delete("asof"); else address.searchParams.set("asof", days[to]);
    location.href = address;
  }

  const press = (key) => { const button = panel.querySelector(`[data-key="${key}"]`) || main.querySelector(`.lonely [data-key="${key}"]`); if (button) button.click(); };
  const turn = (key) => { const link = document.querySelector(`[data-turn="${key}"]`); if (link) link.click(); };
  const toggle = (id) => { const box = $(id); if (box) { box.checked = !box.checked; box.dispatchEvent(new Event("change")); } };
  const ACTS = {
    j: () => step(1), k: () => step(-1), n: () => turn("n"), p: () => turn("p"), e: echoes, "[": () => day(-1), "]": () => day(1),
    a: () => press("a"), c: () => press("c"), x: () => press("x"), u: () => press("u"), l: () => toggle("sw-loaded"), f: () => toggle("sw-furniture"),
    "/": () => { $("q").focus(); $("q").select(); }, "?": () => keys.showModal(),
  };

  document.addEventListener("keydown", (event) => {
    const field = event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
    if (event.key === "Escape") { if (field) field.blur(); else if (!keys.open && panel.dataset.address) close(); else stand(null); return; }
    if (event.ctrlKey || event.metaKey || event.altKey || field || keys.open || !$("keyson").checked) return;
    if (matrix(event)) return;
    if (Date.now() - going < 1500) {
      going = 0;
      const link = document.querySelector(`[data-go="${CSS.escape(event.key)}"]`);
      if (link) { event.preventDefault(); link.click(); }
      return;
    }
    if (event.key === "g") { going = Date.now(); return; }
    if (event.key === "Enter" && event.target === at) { event.preventDefault(); return enter(); }
    if (ACTS[event.key]) { event.preventDefault(); ACTS[event.key](); }
  });

  // The matrix: arrows move between cells, 1 fits, 2 no bearing, 3 against; each is kept at once under the person's name.
  function matrix(event) {
    const cell = event.target.closest(".editable .ach .cell"), form = $("cellform");
    if (!cell || !form) return false;
    const square = cell.closest("td"), row = square.parentElement, at = square.cellIndex;
    const rows = all(".ach tbody tr", main), n = rows.indexOf(row);
    const to = { ArrowLeft: [n, at - 1], ArrowRight: [n, at + 1], ArrowUp: [n - 1, at], ArrowDown: [n + 1, at] }[event.key];
    if (to) {
      const next = rows[to[0]] && rows[to[0]].cells[to[1]] && rows[to[0]].cells[to[1]].querySelector(".cell");
      if (next) { event.preventDefault(); next.setAttribute("tabindex", "0"); next.focus(); }
      return Boolean(next);
    }
    const value = { 1: "fits", 2: "none", 3: "against" }[event.key];
    if (!value || !cell.dataset.evidence) return false;
    event.preventDefault();
    form.elements.evidence.value = cell.dataset.evidence;
    form.elements.hypothesis.value = cell.dataset.hypothesis;
    form.elements.value.value = value;
    form.requestSubmit();
    return true;
  }

  // The slider names its day while it moves, and shows it when let go.
  function slider() {
    const range = $("asofrange");
    if (!range) return;
    const days = range.dataset.days.split(" "), field = range.form.elements.asof;
    range.hidden = false;
    range.value = Math.max(0, days.filter((d) => d <= field.value).length - 1);
    range.addEventListener("input", () => { field.value = days[range.value]; range.setAttribute("aria-valuetext", days[range.value]); });
    range.addEventListener("change", () => range.form.requestSubmit());
  }

  function ready() {
    slider();
    const poll = main.querySelector("[data-poll]");
    if (poll) setTimeout(redraw, Number(poll.dataset.poll));
    const loaded = $("sw-loaded"), furniture = $("sw-furniture");
    if (loaded) loaded.addEventListener("change", () => document.body.classList.toggle("noloaded", !loaded.checked));
    if (furniture) furniture.addEventListener("change", () => all("details.fu").forEach((fold) => { fold.open = furniture.checked; }));
    all(".whatif input[type=checkbox]", main).forEach((box) => box.addEventListener("change", async () => {
      const form = box.form, address = new URL(form.action);
      address.hash = "";
      address.search = new URLSearchParams(new FormData(form)).toString();
      history.replaceState(null, "", address);
      await redraw();
      const again = all(".whatif input[type=checkbox]", main).find((other) => other.value === box.value);
      if (again) again.focus();
      if ($("rest")) say($("rest").textContent);
    }));
  }

  $("keysbutton").addEventListener("click", () => keys.showModal());
  $("keysclose").addEventListener("click", () => keys.close());
  ready();
})();
