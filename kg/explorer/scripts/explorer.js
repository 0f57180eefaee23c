/** What runs on every page: the search box, the keys, and the script of the page's own view. */

import { combobox } from "./combobox.js";
import { script } from "./data.js";
import { finding } from "./finding.js";
import { h, pageHref, served } from "./page.js";
import { say } from "./says.js";
import { leading, sharing } from "./sharing.js";
import * as state from "./state.js";
import { hrefOf } from "./things.js";

const VIEWS = ["cases", "connections", "graph", "query"];

/** Go to another page; a single file shows it in place. */
const go = (href) => (window.kgGo ? window.kgGo(href) : location.assign(href));

function searching() {
  const input = document.getElementById("q");
  if (!input) return;
  input.setAttribute("aria-label", say("search"));
  combobox(input, (thing) => go(hrefOf(thing) || pageHref("search", { q: thing.label })), { none: "noneSearch" });
}

const html = document.documentElement;

function helping() {
  const row = (key, name) => [h("dt", {}, h("kbd", {}, key)), h("dd", {}, say(name))];
  const dialog = h("dialog", { id: "kg-help", "aria-labelledby": "kg-help-title" },
    h("h2", { id: "kg-help-title" }, say("help")),
    h("dl", {}, row("/", "key /"), row("?", "key ?"), row("↑ ↓", "key arrows"), row("Enter", "key enter"), row("Esc", "key esc"), row("+ − 0", "key zoom"), row("Ctrl+Enter", "key ctrl"), row("Esc Tab", "key leave")),
    h("button", { type: "button", onclick: () => dialog.close() }, say("close")));
  document.body.append(dialog);
  return dialog;
}

const help = () => (document.getElementById("kg-help") || helping()).showModal();

/** Put what shows the keys beside the way to the other language. */
function offering() {
  document.querySelector("a.tongue")?.after(h("button", { type: "button", class: "kg-keys", title: say("help"), "aria-label": say("help"), "aria-keyshortcuts": "?", onclick: help }, "?"));
}

function keys(event) {
  const at = event.composedPath()[0];
  if (event.ctrlKey || event.metaKey || event.altKey || at.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(at.tagName)) return;
  if (event.key === "/") {
    event.preventDefault();
    document.getElementById("q")?.focus();
  } else if (event.key === "?") {
    event.preventDefault();
    help();
  }
}

/** Let the way to the other language lead to the same state of the view. */
function translating() {
  const link = document.querySelector("a.tongue"), [path, asked] = (link?.getAttribute("href") || "").split("?");
  const follow = () => {
    const params = new URLSearchParams(asked || "");
    for (const [name, value] of state.read()) if (name !== "lang") params.append(name, value);
    link.href = path + (params.size ? `?${params}` : "") + (window.kgFiles ? "" : location.hash);
  };
  for (const event of ["focus", "pointerenter", "click"]) link?.addEventListener(event, follow);
}

/** Bring a page to life: done once for each page that is shown. */
export async function enliven() {
  searching();
  translating();
  offering();
  const main = document.querySelector("main[data-page]");
  const view = main?.dataset.page;
  if (state.read().get("embed") === "1") html.classList.add("kg-embedded");
  try {
    if (view === "search" && !served()) await finding(main);
    if (!VIEWS.includes(view)) return;
    await script(`static/${view}.js`);
    await window.kgViews[view](main);
    (html.classList.contains("kg-embedded") ? leading : sharing)(main, view);
    html.dataset.live = view;
  } catch (error) {
    main.prepend(h("p", { class: "note", role: "alert" }, say("failed", error.message)));
    throw error;
  }
}

document.addEventListener("keydown", keys);
window.kgViews = window.kgViews || {};
window.kgEnliven = enliven;
if (!window.kgFiles) enliven();
