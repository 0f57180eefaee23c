/** The view of cases: facets beside a table, lanes or a graph of those that fit; all in the address. */

import { load, script } from "./data.js";
import { FACETS, NONE, chosenOf, countsOf, facetForm, fitting, valuesOf } from "./facets.js";
import { fold } from "./fold.js";
import { lanes, marksOf } from "./lanes.js";
import { announce, h, pick, refill } from "./page.js";
import { say } from "./says.js";
import * as state from "./state.js";
import { bodyOf, byId, labelOf, linkTo, vocabulary } from "./things.js";

const PAGE = 100; // as paging.py has it: one address means one page
const VIEWS = ["table", "lanes", "graph"];
const SORTS = ["title", "status", "group", "added", "delisted"];

async function cases(main) {
  const [rows, things, word] = await Promise.all([load("cases.json"), byId(), vocabulary()]);
  for (const row of rows) {
    const { label, labelEn, names } = things.get(row.id);
    Object.assign(row, { label, label_en: labelEn, names });
    row.key = row.key || [row.label, row.label_en, ...row.names].map(fold).join("\n");
    row.marks = row.marks || marksOf(row);
  }
  // Groups of several bodies may bear one name.
  const labels = [...new Set(rows.flatMap((row) => row.groups))].map((id) => things.get(id)).filter(Boolean).map(labelOf), shared = new Set(labels.filter((label, at) => labels.indexOf(label) !== at));
  const wordOf = (facet, value) => {
    if (facet === "status") return value === "listed" ? say("listedShort") : word("statuses", value);
    if (facet === "kind") return word("projects", value);
    if (facet === "year") return say("calendar", value, value - 1911);
    const thing = things.get(value);
    return thing ? labelOf(thing) + (facet === "group" && shared.has(labelOf(thing)) ? pick(`（${bodyOf(thing)}）`, ` (${bodyOf(thing)})`) : "") : value;
  };
  const facets = h("form", { class: "kg-facets", "aria-label": say("filter"), onsubmit: (event) => event.preventDefault() });
  const shown = h("div", { class: "kg-cases" });
  const title = main.querySelector("h1"), note = h("p", { class: "note" }, say("listedNote"));
  refill(main, title, note, h("div", { class: "kg-split" }, h("details", { class: "kg-filter", open: matchMedia("(min-width: 48rem)").matches }, h("summary", {}, say("filter")), facets), shown));
  const titled = h("input", { type: "search", id: "kg-words", oninput: () => state.write({ words: titled.value, page: null }, true) });
  const held = h("div");
  refill(facets, h("p", {}, h("label", { for: "kg-words" }, say("titleHolds")), " ", titled), held);

  const change = (facet, value) => {
    const set = chosenOf(state.read())[facet];
    if (!set.delete(value)) set.add(value);
    state.write({ [facet]: [...set], page: null });
  };

  let last = "", found = rows; // what the facets were made for, and the cases that fit
  function show() {
    const params = state.read(), chosen = chosenOf(params), view = VIEWS.includes(params.get("view")) ? params.get("view") : "table";
    if (document.activeElement !== titled) titled.value = params.get("words") || "";
    const focused = document.activeElement?.name ? [document.activeElement.name, document.activeElement.value] : null;
    const asked = JSON.stringify([chosen.words, ...FACETS.map((facet) => [...chosen[facet]])]);
    if (asked !== last) filtered(chosen, focused);
    last = asked;
    const body = h("div", { class: "kg-view" });
    refill(shown,
      h("div", { class: "kg-views", role: "group", "aria-label": say("shownAs") }, VIEWS.map((name) => h("button", { type: "button", "aria-pressed": String(name === view), onclick: () => state.write({ view: name, page: null }) }, say(name)))),
      h("p", { class: "kg-total" }, found.length === rows.length ? say("counted", rows.length) : say("of", found.length, rows.length)), body);
    announce(say("counted", found.length));
    if (!found.length) return refill(body, h("p", {}, say("noCases")));
    if (view === "lanes") return lanes(body, found, { things, word, wordOf });
    if (view === "graph") return pictured(body, found);
    table(body, found, params);
  }

  function filtered(chosen, focused) {
    const counts = countsOf(rows, chosen);
    refill(held, FACETS.filter((facet) => chosen[facet].size || rows.some((row) => valuesOf(row, facet)[0] !== NONE)).map((facet) => facetForm(counts[facet], chosen, facet, wordOf, change)),
      h("p", {}, h("button", { type: "button", onclick: () => state.write(Object.fromEntries(["words", "page", ...FACETS].map((name) => [name, null]))) }, say("clear"))));
    if (focused) [...held.querySelectorAll("input")].find((input) => input.name === focused[0] && input.value === focused[1])?.focus();
    found = fitting(rows, chosen);
  }

  async function pictured(body, found) {
    await script("static/graph.js");
    await window.kgViews.picture(body, found.map((row) => row.id));
  }

  const keyOf = { title: (row) => row.label, status: (row) => row.status, group: (row) => row.groups.map((id) => wordOf("group", id)).join(), added: (row) => row.added[0] || "~", delisted: (row) => row.delisted[0] || "~" };
  const places = {}; // by what is sorted: the place of each case, worked out once

  function placesBy(name) {
    if (places[name]) return places[name];
    const keys = rows.map(keyOf[name]), ordered = new Map([...new Set(keys)].sort().map((key, at) => [key, at]));
    return (places[name] = new Map(rows.map((row, at) => [row, ordered.get(keys[at])])));
  }

  function table(body, found, params) {
    const [by, down] = SORTS.includes((params.get("sort") || "").replace("-", "")) ? [params.get("sort").replace("-", ""), params.get("sort").startsWith("-")] : ["", false];
    const ordered = by ? sorted(found, placesBy(by), down) : found;
    const pages = Math.ceil(ordered.length / PAGE), page = Math.min(Math.max(1, Number(params.get("page")) || 1), pages);
    const head = (name) => h("th", { scope: "col", "aria-sort": name === by ? (down ? "descending" : "ascending") : false },
      h("button", { type: "button", class: "kg-sort", title: say("sorted", say(name)), onclick: () => state.write({ sort: name === by && !down ? `-${name}` : name, page: null }) }, say(name), name === by ? (down ? " ▼" : " ▲") : ""));
    const dates = (row, action, none) => {
      const held = row.marks.filter((mark) => mark.actions.has(action)).map((mark) => h("span", { class: "on" }, day(things.get(mark.meeting), mark.date)));
      return held.length ? held : h("span", { class: "open" }, none);
    };
    const day = (meeting, date) => {
      const told = date ? say("calendar", date, date.slice(0, 4) - 1911) : say("undated");
      return meeting ? h("a", { href: linkTo(meeting).href || false, title: labelOf(meeting) }, told) : told;
    };
    const lines = ordered.slice((page - 1) * PAGE, page * PAGE).map((row) => h("tr", {},
      h("th", { scope: "row" }, linkTo(things.get(row.id))), h("td", { "data-label": say("status") }, h("span", { class: `status s-${row.status}` }, wordOf("status", row.status || "unknown"))),
      h("td", { "data-label": say("group") }, row.groups.map((id, at) => [at ? pick("、", ", ") : "", things.get(id) ? linkTo(things.get(id)) : id]).flat()), h("td", { "data-label": say("added") }, dates(row, "added", row.status === "delisted" ? say("unseen") : "")), h("td", { "data-label": say("delisted") }, dates(row, "delisted", row.status === "listed" ? say("notDelisted") : ""))));
    refill(body, h("div", { class: "wide", role: "region", "aria-label": say("table"), tabindex: "0" }, h("table", { id: "cases" }, h("thead", {}, h("tr", {}, SORTS.map(head))), h("tbody", {}, lines))),
      pages > 1 ? h("nav", { class: "kg-pages", "aria-label": say("page", page, pages) },
        h("button", { type: "button", disabled: page === 1, onclick: () => state.write({ page: page - 1 }) }, say("previous")), " ", say("page", page, pages), " ",
        h("button", { type: "button", disabled: page === pages, onclick: () => state.write({ page: page + 1 }) }, say("next"))) : null);
  }

  state.view(show);
}

/** Return rows by their places, those at one place in the order they had. */
function sorted(found, places, down) {
  const shelves = [];
  for (const row of found) (shelves[places.get(row)] = shelves[places.get(row)] || []).push(row);
  return (down ? shelves.reverse() : shelves).flat().filter(Boolean);
}

(window.kgViews = window.kgViews || {}).cases = cases;
