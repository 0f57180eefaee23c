/** The graph as the scripts walk it: things and edges by their places in data/things.json and data/edges.json. */

import { load } from "./data.js";
import { things } from "./things.js";

/** How many edges' quotes lie in one file. */
const PIECE = 1000;

/** Return the graph, made once. */
export async function links() {
  const [made, edges] = await Promise.all([things(), load("edges.json")]);
  return (edges.links = edges.links || new Links(made, edges));
}

/** Return the edges as objects; data.py says how their columns are packed. */
function edgesOf(nodes, { source, target, meeting: meetings, kind, date, wording, quoted, through, item }) {
  const said = (column, at) => column.words[column.at[at]];
  let from = 0;
  return source.map((step, place) => {
    from += step;
    const edge = { place, source: from, target: target[place], kind: said(kind, place), through: said(through, place), meeting: meetings[place], date: said(date, place), item: said(item, place), wording: said(wording, place), quoted: quoted[place] };
    const ends = [nodes[edge.target].id, nodes[edge.source].id], meeting = typeof edge.meeting === "number" ? nodes[edge.meeting].id : edge.meeting;
    const parts = [...ends, meeting.slice(meeting.indexOf("/") + 1), ...ends.map((id) => id.slice(id.lastIndexOf("/") + 1))];
    const whole = (text) => text.replace(/[\x01-\x05]/g, (mark) => parts[mark.charCodeAt(0) - 1]);
    edge.through = edge.through === "\x02" ? edge.source : typeof edge.through === "number" ? edge.through : whole(edge.through);
    edge.item = whole(edge.item);
    return edge;
  });
}

class Links {
  constructor(nodes, columns) {
    this.nodes = nodes;
    this.edges = edgesOf(nodes, columns);
    this.at = nodes.map(() => []);
    this.items = new Map();
    let rank = -1, last = null;
    for (const edge of this.edges) {
      this.at[edge.source].push(edge);
      if (edge.target !== edge.source) this.at[edge.target].push(edge);
      if (edge.item !== "") this.items.has(edge.item) ? this.items.get(edge.item).push(edge) : this.items.set(edge.item, [edge]);
      // Rows stand in the order of all their fields; those alike in the first four weigh the same.
      if (!last || ["source", "target", "kind", "through"].some((name) => last[name] !== edge[name])) rank += 1;
      edge.rank = rank;
      last = edge;
    }
  }

  /** Return the edges that begin or end at a thing, in their order. */
  beside(place) {
    return this.at[place];
  }

  /** Return the edges that one agenda item states, in their order. */
  within(item) {
    return this.items.get(item) || [];
  }

  /** Return an edge's quotes, each an object. */
  async quotes(edge) {
    const piece = await load(`quotes/${Math.floor(edge.place / PIECE)}.json`);
    return piece[edge.place % PIECE].map(([text, file, line, column, minutes, begin, pages]) => ({ text, file, line, column, pages, minutes, begin }));
  }
}

/** Return the other end of an edge. */
export const farOf = (edge, place) => (edge.source === place ? edge.target : edge.source);
