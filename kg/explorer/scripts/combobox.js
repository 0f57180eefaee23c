/** A text box with suggestions, as the combobox pattern of WAI-ARIA has it: the focus stays in the box, arrows move in the list. */

import { announce, h, refill } from "./page.js";
import { say } from "./says.js";
import { suggest } from "./suggest.js";
import { bodyOf, labelOf, vocabulary } from "./things.js";

let count = 0;

/**
 * Make a text box suggest things.
 *
 * @param input the text box
 * @param choose called with the thing chosen
 * @param options kinds: a set of kinds; none: the words that say that no name fits; typed: called with the words where Enter is pressed and none is chosen
 */
export function combobox(input, choose, options = {}) {
  const id = `kg-list-${(count += 1)}`;
  const list = h("ul", { id, class: "kg-suggestions", role: "listbox", hidden: true, "aria-label": input.getAttribute("aria-label") || say("search") });
  const holder = h("div", { class: "kg-combobox" });
  input.replaceWith(holder);
  const nothing = h("div", { class: "kg-suggestions kg-nothing", hidden: true }, say(options.none || "none"));
  holder.append(input, list, nothing);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", id], ["autocomplete", "off"], ["spellcheck", "false"]]) input.setAttribute(name, value);
  let found = [], at = -1, asked = 0;

  function close() {
    list.hidden = nothing.hidden = true;
    at = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function mark(place) {
    at = place;
    [...list.children].forEach((item, here) => item.setAttribute("aria-selected", String(here === at)));
    if (at < 0) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", list.children[at].id);
    list.children[at].scrollIntoView({ block: "nearest" });
  }

  function take(place) {
    const thing = found[place];
    close();
    choose(thing);
  }

  async function show() {
    const mine = (asked += 1);
    const [rows, word] = await Promise.all([suggest(input.value, 12, options.kinds), vocabulary()]);
    if (mine !== asked || document.activeElement !== input) return;
    found = rows;
    refill(list, rows.map((thing, place) => h("li", { id: `${id}-${place}`, role: "option", "aria-selected": "false", onmousedown: (event) => (event.preventDefault(), take(place)) },
      h("span", { class: "kg-name" }, labelOf(thing)), " ", h("small", { class: `kg-kind kg-is-${thing.kind}` }, [word("kinds", thing.kind), bodyOf(thing)].filter(Boolean).join(" · ")))));
    if (!input.value.trim()) return close();
    list.hidden = rows.length === 0;
    nothing.hidden = rows.length > 0;
    input.setAttribute("aria-expanded", String(rows.length > 0));
    at = -1;
    input.removeAttribute("aria-activedescendant");
    announce(rows.length ? say("found", rows.length) : nothing.textContent);
  }

  input.addEventListener("input", show);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return; // an input method is at work: its keys are not ours
    const open = !list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!open) return void show();
      const step = event.key === "ArrowDown" ? 1 : -1;
      mark(at < 0 ? (step > 0 ? 0 : found.length - 1) : (at + step + found.length) % found.length);
    } else if (event.key === "Enter" && open && at >= 0) {
      event.preventDefault();
      take(at);
    } else if (event.key === "Enter" && options.typed) {
      event.preventDefault();
      options.typed(input.value, open ? found : []);
    } else if (event.key === "Escape" && (open || !nothing.hidden)) {
      event.preventDefault();
      event.stopPropagation();
      close();
    }
  });
}
