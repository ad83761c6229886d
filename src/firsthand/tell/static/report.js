// The keyboard and a few conveniences. Without this script the report is whole: links and folds are the browser's own.
"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const all = (query) => Array.from(document.querySelectorAll(query));
  const keys = $("keys"), live = $("live"), find = $("find"), keysOn = $("keyson");
  let at = null, gone = false, going = 0, folded = null;

  const say = (text) => { live.textContent = text; };
  const reveal = (node) => { for (let up = node.parentElement; up; up = up.parentElement) if (up.tagName === "DETAILS") up.open = true; };
  // Asked of the folds, not of the layout: measuring inside a closed fold would lay out the whole of it.
  const seen = (node) => !(node.tagName === "SUMMARY" ? node.parentElement.parentElement : node).closest("details:not([open])");

  // The words of the statement that the address names: every piece of it, not only the first.
  function show() {
    const id = decodeURIComponent(location.hash.slice(1));
    const node = id && $(id);
    all(".st.here").forEach((piece) => { piece.classList.remove("here"); piece.removeAttribute("aria-current"); });
    if (!node) return;
    reveal(node);
    const statement = id.startsWith("s-") ? id.slice(2) : null;
    if (statement) all(".st[data-s]").filter((piece) => piece.dataset.s.split(" ").includes(statement))
      .forEach((piece) => { piece.classList.add("here"); piece.setAttribute("aria-current", "true"); });
    node.scrollIntoView({ block: statement ? "center" : "start" });
  }

  function stand(node) {
    if (at) { at.classList.remove("at"); at.removeAttribute("tabindex"); }
    at = node;
    if (!node) return;
    node.classList.add("at");
    node.setAttribute("tabindex", "-1");
    node.focus({ preventScroll: true });
    node.scrollIntoView({ block: "nearest" });
  }

  // Rows and statements in reading order; where nothing is chosen, the first one that is on the screen.
  function step(by) {
    const rows = all(".row").filter(seen);
    if (!rows.length) return;
    let n = at ? rows.indexOf(at) : -1;
    if (n < 0) n = rows.findIndex((row) => row.getBoundingClientRect().top > 0) - (by > 0 ? 1 : 0);
    stand(rows[Math.min(rows.length - 1, Math.max(0, n + by))]);
  }

  function telling(by) {
    const heads = all(".sn[data-c]").filter((head) => head.dataset.c);
    const here = $(decodeURIComponent(location.hash.slice(1)));
    const claim = here && here.dataset.c ? here.dataset.c : (document.body.dataset.lead || (heads[0] && heads[0].dataset.c));
    const same = heads.filter((head) => head.dataset.c === claim);
    if (!same.length) return say("No telling of this claim");
    const n = same.indexOf(here);
    const to = same[n < 0 ? (by > 0 ? 0 : same.length - 1) : (n + by + same.length) % same.length];
    location.hash = to.id;
    show();
    to.focus({ preventScroll: true });
    say("Telling " + (same.indexOf(to) + 1) + " of " + same.length);
  }

  function open() {
    const link = at && (at.querySelector('a[href^="#s-"]') || at.querySelector("a[href^='#']"));
    if (link) link.click();
    else if (at && at.tagName === "SUMMARY") at.click();
  }

  function echoes() {
    const folds = all("details.echoes");
    const to = !folds.every((fold) => fold.open);
    folds.forEach((fold) => { fold.open = to; });
    say(to ? "Echoes unfolded" : "Echoes folded");
  }

  function loaded(on) { document.body.classList.toggle("noloaded", !on); $("sw-loaded").checked = on; say("Loaded words " + (on ? "on" : "off")); }
  function furniture(on) { all("details.fu").forEach((fold) => { fold.open = on; }); $("sw-furniture").checked = on; say("Furniture " + (on ? "open" : "closed")); }

  function search(text) {
    const wanted = text.trim().toLowerCase();
    if (!wanted) return;
    const rows = all(".mar p, .claims tbody tr, .days tbody tr, .evidence tbody tr").map((row) => {
      const id = row.dataset.s;
      const said = id ? all(".st[data-s]").filter((piece) => piece.dataset.s.split(" ").includes(id)).map((piece) => piece.textContent).join("") : "";
      return [row, (row.textContent + " " + said).toLowerCase()];
    }).filter(([, words]) => words.includes(wanted)).map(([row]) => row);
    const n = rows.indexOf(at);
    if (!rows.length) return say("Nothing found");
    const to = rows[(n + 1) % rows.length];
    reveal(to);
    stand(to);
    find.focus({ preventScroll: true });
    say((rows.indexOf(to) + 1) + " of " + rows.length + " found");
  }

  const PARTS = { s: "state", c: "claims", l: "lineage", d: "days", f: "figures", e: "evidence", o: "accounts", p: "pages", u: "unread" };
  const ACTS = {
    j: () => step(1), k: () => step(-1), n: () => telling(1), p: () => telling(-1), e: echoes,
    l: () => loaded(!$("sw-loaded").checked), f: () => furniture(!$("sw-furniture").checked),
    "/": () => { find.focus(); find.select(); }, "?": () => keys.showModal(),
  };

  document.addEventListener("keydown", (event) => {
    const field = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key === "Escape") return leave(field);
    if (event.ctrlKey || event.metaKey || event.altKey || field || keys.open || !keysOn.checked) return;
    if (gone && Date.now() - going < 1500 && PARTS[event.key]) {
      gone = false;
      if ($(PARTS[event.key])) { event.preventDefault(); location.hash = PARTS[event.key]; stand(null); }
      return;
    }
    gone = event.key === "g";
    if (gone) { going = Date.now(); return; }
    if (event.key === "Enter" && event.target === at) { event.preventDefault(); return open(); }
    if (ACTS[event.key]) { event.preventDefault(); ACTS[event.key](); }
  });

  function leave(field) {
    if (field) return field.blur();
    if (keys.open) return;
    stand(null);
    if (location.hash) { history.replaceState(null, "", location.pathname + location.search); show(); }
  }

  find.addEventListener("keydown", (event) => { if (event.key === "Enter") { event.preventDefault(); search(find.value); } });
  $("keysbutton").addEventListener("click", () => keys.showModal());
  $("keysclose").addEventListener("click", () => keys.close());
  $("sw-loaded").addEventListener("change", (event) => loaded(event.target.checked));
  $("sw-furniture").addEventListener("change", (event) => furniture(event.target.checked));
  $("tools").hidden = false;
  $("switches").hidden = false;
  window.addEventListener("hashchange", show);

  // On paper nothing is folded; afterwards the folds are as they were.
  window.addEventListener("beforeprint", () => { folded = all("details:not([open])"); folded.forEach((fold) => { fold.open = true; }); });
  window.addEventListener("afterprint", () => { (folded || []).forEach((fold) => { fold.open = false; }); folded = null; });
  show();
})();
