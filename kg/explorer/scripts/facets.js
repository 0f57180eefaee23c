/** What cases can be filtered by, and which fit. */

import { fold } from "./fold.js";
import { h, pick } from "./page.js";
import { say } from "./says.js";

export const FACETS = ["group", "year", "status", "kind", "organization"];
const FEW = 8, PIECE = 100; // values shown at once, and those shown by each press for more
const unfolded = new Map(); // facet -> how many pieces more are shown, kept while the page is
export const NONE = "-";

/** Return the values of a facet that a case has; NONE where none is stated. Worked out once a case. */
export function valuesOf(row, facet) {
  row.values = row.values || Object.fromEntries(Object.entries({ group: row.groups, year: row.years.map(String), status: [row.status || "unknown"], kind: row.kinds, organization: row.organizations })
    .map(([name, found]) => [name, found.length ? found : [NONE]]));
  return row.values[facet];
}

/** Return what the address asks for: a set of values for each facet, and the words a title holds. */
export const chosenOf = (params) => ({ words: fold(params.get("words") || ""), ...Object.fromEntries(FACETS.map((facet) => [facet, new Set(params.getAll(facet))])) });

/** Return the cases that fit all facets. */
export function fitting(rows, chosen) {
  const asked = FACETS.filter((facet) => chosen[facet].size);
  return rows.filter((row) => (!chosen.words || row.key.includes(chosen.words)) && asked.every((facet) => valuesOf(row, facet).some((value) => chosen[facet].has(value))));
}

/** Return how many of the cases that fit all other facets have each value: `{facet: Map}`. Each case is looked at once. */
export function countsOf(rows, chosen) {
  const asked = FACETS.filter((facet) => chosen[facet].size), counts = Object.fromEntries(FACETS.map((facet) => [facet, new Map([...chosen[facet]].map((value) => [value, 0]))]));
  for (const row of rows) {
    if (chosen.words && !row.key.includes(chosen.words)) continue;
    const amiss = asked.filter((facet) => !valuesOf(row, facet).some((value) => chosen[facet].has(value)));
    for (const facet of amiss.length ? (amiss.length === 1 ? amiss : []) : FACETS) for (const value of valuesOf(row, facet)) counts[facet].set(value, (counts[facet].get(value) || 0) + 1);
  }
  return counts;
}

/** Return the form of one facet: its values with how many cases have each, the chosen ones ticked. Of many, those that are common or chosen; the others by the hundred, made when they are asked for. */
export function facetForm(counts, chosen, facet, wordOf, change) {
  const ordered = [...counts].sort((a, b) => (a[0] === NONE) - (b[0] === NONE) || (facet === "year" ? 0 : b[1] - a[1]) || (a[0] < b[0] ? -1 : 1));
  const line = ([value, count]) => h("li", {}, h("label", {},
    h("input", { type: "checkbox", name: facet, value, checked: chosen[facet].has(value), onchange: () => change(facet, value) }), " ",
    h("bdi", {}, value === NONE ? say("nothing") : wordOf(facet, value)), " ", h("span", { class: "kg-count" }, pick(`（${count}）`, ` (${count})`))));
  const first = ordered.filter(([value], at) => at < FEW || chosen[facet].has(value)), rest = ordered.filter(([value], at) => at >= FEW && !chosen[facet].has(value));
  const more = (from) => {
    if (from >= rest.length) return null;
    const depth = from / PIECE, open = (unfolded.get(facet) || 0) > depth;
    const fill = () => [h("ul", {}, rest.slice(from, from + PIECE).map(line)), more(from + PIECE)].filter(Boolean);
    const details = h("details", { open }, h("summary", {}, say("more", rest.length - from)), ...(open ? fill() : []));
    details.addEventListener("toggle", () => {
      if (details.open === (unfolded.get(facet) || 0) > depth) return;
      unfolded.set(facet, details.open ? depth + 1 : depth);
      if (details.open && details.children.length === 1) details.append(...fill());
    });
    return details;
  };
  return h("fieldset", { class: "kg-facet" }, h("legend", {}, say(facet)), h("ul", {}, first.map(line)), more(0));
}
