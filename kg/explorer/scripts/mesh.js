/** What the graph shows, from what the address says: where it begins, what is expanded, hidden and pinned. */

import { farOf } from "./links.js";

export const MOST = 300;

/** Return the relations of a thing: of each kind and direction, the things at the other end. `[{key, kind, outward, far}]` */
export function relations(links, place) {
  const found = new Map();
  for (const edge of links.beside(place)) {
    const outward = edge.source === place, key = `${outward ? ">" : "<"}${edge.kind}`;
    const relation = found.get(key) || { key, kind: edge.kind, outward, far: new Set() };
    found.set(key, relation);
    relation.far.add(farOf(edge, place));
  }
  return [...found.values()].sort((a, b) => a.far.size - b.far.size || (a.key < b.key ? -1 : 1));
}

/** Return what one sees first: the relations of a thing that bring few others, and not the hubs. */
export function firstOf(links, place) {
  const keys = [];
  let count = 0;
  for (const relation of relations(links, place)) {
    count += relation.far.size;
    if (count > 24 && keys.length) break;
    keys.push(relation.key);
  }
  return keys;
}

/** Return the nodes shown, in the order they came, and what was asked for in all: `{places, total}`. */
export function shownNodes(links, begin, expanded, hidden) {
  const places = new Set(), all = new Set(begin);
  // A set gives what is added while one walks it: what an expansion brings may be expanded itself, in whatever order the address says so.
  for (const place of all) {
    const keys = expanded.get(place);
    if (keys) for (const relation of relations(links, place)) if (keys.has(relation.key)) for (const far of relation.far) all.add(far);
  }
  for (const place of all) if (places.size < MOST && !hidden.has(place)) places.add(place);
  return { places, total: all.size - [...hidden].filter((place) => all.has(place)).length };
}

/** Return the edges among some nodes, those of one kind between the same two once: `[{source, target, kind, edges}]`. */
export function shownEdges(links, places) {
  const found = new Map();
  for (const place of places) {
    for (const edge of links.beside(place)) {
      if (edge.source !== place || !places.has(edge.target)) continue;
      const key = `${edge.source} ${edge.target} ${edge.kind}`;
      const held = found.get(key) || { source: edge.source, target: edge.target, kind: edge.kind, edges: [] };
      found.set(key, held);
      held.edges.push(edge);
    }
  }
  return [...found.values()];
}
