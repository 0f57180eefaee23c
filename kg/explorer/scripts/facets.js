/** What cases can be filtered by, and which fit. */

import { fold } from "./fold.js";
import { h, pick } from "./page.js";
import { say } from "./says.js";

export const FACETS = ["group", "year", "status", "kind", "organization"];
const FEW = 8;
export const NONE = "-";

/** Return the values of a facet that a case has; NONE where none is stated. */
export function valuesOf(row, facet) {
  const found = facet === "status" ? [row.status || "unknown"] : { group: row.groups, year: row.years.map(String), kind: row.kinds, organization: row.organizations }[facet];
  return found.length ? found : [NONE];
}

/** Return what the address asks for: a set of values for each facet, and the words a title holds. */
export const chosenOf = (params) => ({ words: fold(params.get("words") || ""), ...Object.fromEntries(FACETS.map((facet) => [facet, new Set(params.getAll(facet))])) });

/** Return the cases that fit all facets but one. */
export function fitting(rows, chosen, but) {
  const asked = FACETS.filter((facet) => facet !== but && chosen[facet].size);
  return rows.filter((row) => (!chosen.words || row.key.includes(chosen.words)) && asked.every((facet) => valuesOf(row, facet).some((value) => chosen[facet].has(value))));
}

/** Return the form of one facet: its values with how many cases have each, the chosen ones ticked. */
export function facetForm(rows, chosen, facet, wordOf, change) {
  const counts = new Map([...chosen[facet]].map((value) => [value, 0]));
  for (const row of fitting(rows, chosen, facet)) for (const value of valuesOf(row, facet)) counts.set(value, (counts.get(value) || 0) + 1);
  const ordered = [...counts].sort((a, b) => (a[0] === NONE) - (b[0] === NONE) || (facet === "year" ? 0 : b[1] - a[1]) || (a[0] < b[0] ? -1 : 1));
  const line = ([value, count]) => h("li", {}, h("label", {},
    h("input", { type: "checkbox", name: facet, value, checked: chosen[facet].has(value), onchange: () => change(facet, value) }), " ",
    h("bdi", {}, value === NONE ? say("nothing") : wordOf(facet, value)), " ", h("span", { class: "kg-count" }, pick(`（${count}）`, ` (${count})`))));
  const rest = ordered.slice(FEW);
  return h("fieldset", { class: "kg-facet" }, h("legend", {}, say(facet)), h("ul", {}, ordered.slice(0, FEW).map(line)),
    rest.length ? h("details", { open: rest.some(([value]) => chosen[facet].has(value)) }, h("summary", {}, say("more", rest.length)), h("ul", {}, rest.map(line))) : null);
}
