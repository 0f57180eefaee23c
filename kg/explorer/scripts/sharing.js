/** A view passed on: its address, the HTML that shows it within another page, and from there the way back. */

import { announce, h, pageHref } from "./page.js";
import { say } from "./says.js";
import * as state from "./state.js";

const HEIGHT = 640;

/** Return what the address asks of the view, the language and the frame apart; a question that has a page is asked by its name. */
function asked() {
  const params = state.read(), name = decodeURIComponent((location.pathname.match(/\/query\/([^/]+)\.html$/) || [])[1] || "");
  const held = Object.fromEntries([...params.keys()].filter((key) => !["lang", "embed"].includes(key)).map((key) => [key, params.getAll(key)]));
  return name && !held.name && !held.query ? { ...held, name } : held;
}

/** Return the whole address of the view without its frame; in a single file the frame is left off by what stands behind the #. */
function bare(view) {
  if (!window.kgFiles) return new URL(pageHref(`embed/${view}`, asked()), location.href).href;
  const [before, held] = [location.href.split("?")[0], new URLSearchParams(state.read())];
  held.set("embed", "1");
  return `${before}?${held}`;
}

/** Keep something up to date that shows the address. */
const following = (element, follow) => ["focusin", "pointerenter", "click", "toggle"].forEach((event) => element.addEventListener(event, follow));

/** Lead from an embedded view to the same view in its frame. */
export function leading(main, view) {
  const out = h("a", { href: pageHref(view), target: "_blank" }, say("whole"));
  following(out, () => (out.href = pageHref(view, asked())));
  main.after(h("aside", { class: "kg-out" }, out));
}

/** Offer the address of a view, and the HTML that embeds it. */
export function sharing(main, view) {
  const text = (value) => value.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
  const address = h("input", { id: "kg-address", readonly: true }), frame = h("textarea", { id: "kg-frame", readonly: true, rows: "3", spellcheck: "false" });
  const row = (field, name) => h("p", {}, h("label", { for: field.id }, say(name)), field, h("button", { type: "button", onclick: (event) => copy(field, event.target) }, say("copy")));
  const share = h("details", { class: "kg-share" }, h("summary", {}, say("share")), row(address, "address"), row(frame, "frame"));
  following(share, () => {
    address.value = location.href;
    frame.value = `<iframe src="${text(bare(view))}" title="${text(document.title)}" width="100%" height="${HEIGHT}"></iframe>`;
  });
  main.after(h("aside", { "aria-label": say("share") }, share));
}

/** Copy what a field holds; where the browser forbids it, select it. The button says which. */
async function copy(field, button) {
  field.select();
  const done = await navigator.clipboard?.writeText(field.value).then(() => true, () => false);
  button.textContent = say(done ? "copied" : "selected");
  announce(button.textContent);
}
