/** Which things a few typed characters mean, the likeliest first. */

import { fold } from "./fold.js";
import { things } from "./things.js";

const ORDER = ["case", "project", "group", "person", "organization", "meeting", "directive"];
const SOUGHT = new Set(["case", "person", "group", "project", "organization"]);
let keyed = null;

async function keys() {
  if (!keyed) {
    keyed = (await things()).map((thing) => ({
      thing,
      keys: [...new Set([thing.label, thing.labelEn, ...thing.names].filter(Boolean).map(fold))],
      kind: ORDER.indexOf(thing.kind),
    }));
  }
  return keyed;
}

/**
 * Return the things whose names hold what was typed: a whole name first, then the beginning of one, then any part.
 *
 * @param kinds which kinds of things; without it those that people search for
 */
export async function suggest(typed, most = 12, kinds = SOUGHT) {
  const wanted = fold(typed);
  if (!wanted) return [];
  const found = [];
  for (const row of await keys()) {
    if (!kinds.has(row.thing.kind)) continue;
    let best = 9, length = 0;
    for (const key of row.keys) {
      const at = key.indexOf(wanted);
      if (at < 0) continue;
      const rank = key === wanted ? 0 : at === 0 ? 1 : 2;
      if (rank < best) [best, length] = [rank, key.length];
    }
    if (best < 9) found.push([best, row.kind, length, row.thing]);
  }
  found.sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2] || a[3].place - b[3].place);
  return found.slice(0, most).map((row) => row[3]);
}
