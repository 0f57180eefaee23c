/**
 * How two things are connected: what names both, the most telling first. The same ranking as kg/network/explain.py, whose
 * words explain it; a test holds the two against each other.
 */

import { farOf } from "./links.js";

export const RANKS = ["direct", "directive", "case", "item", "group", "meeting", "organization", "chain"];
const NAMING = ["directive", "case"];
const [LONGEST, WIDEST, MISSES] = [3, 3000, 3];

/** Return what connects two different things: `{connections, total, hubs, misses, cut}`; places stand for things. */
export async function explain(links, one, other, { most = 5, hubs = false } = {}) {
  let found = telling(links, [...connections(links, one, other, hubs)].sort(order)), cut = false;
  if (found.every((c) => c.rank === "meeting")) {
    const [chain, given] = chained(links, one, other, hubs);
    found = [...found, ...chain];
    cut = given;
  }
  if (found.length) return { connections: found.slice(0, most), total: found.length, hubs: [], misses: [[], []], cut };
  const through = hubs ? [] : [...connections(links, one, other, true)].map((c) => c.context).filter((context) => typeof context === "number");
  return { connections: [], total: 0, hubs: [...new Set(through)].sort((a, b) => a - b), misses: [await named(links, one), await named(links, other)], cut };
}

function* connections(links, one, other, hubs) {
  const [mine, theirs] = sides(links, one, other);
  for (const [thing, steps] of mine) {
    for (const edge of links.beside(thing)) {
      const far = farOf(edge, thing);
      if (theirs.has(far)) yield { rank: "direct", context: "", steps: [...steps, edge, ...[...theirs.get(far)].reverse()] };
    }
  }
  const ends = new Set([...mine.keys(), ...theirs.keys()]);
  const [here, there] = [mine, theirs].map((side) => touched(links, side, ends, hubs));
  for (const rank of RANKS.slice(1, -1)) {
    for (const [context, steps] of here[rank]) {
      if (there[rank].has(context)) yield { rank, context, steps: [...steps, ...[...there[rank].get(context)].reverse()] };
    }
  }
}

function sides(links, one, other) {
  const [mine, theirs] = [reach(links, one), reach(links, other)];
  const kept = (side, own, others) => new Map([...side].filter(([place]) => place === own || !others.has(place)));
  return [kept(mine, one, theirs), kept(theirs, other, mine)];
}

function reach(links, thing) {
  const reached = new Map([[thing, []]]);
  for (const waiting = [thing]; waiting.length; ) {
    const at = waiting.shift();
    for (const edge of links.beside(at)) {
      const far = farOf(edge, at);
      if (reached.has(far) || !(edge.kind === "sameAs" || (edge.kind === "isPartOf" && edge.target === at))) continue;
      reached.set(far, [...reached.get(at), edge]);
      waiting.push(far);
    }
  }
  return reached;
}

function touched(links, reached, ends, hubs) {
  const found = Object.fromEntries(RANKS.slice(1, -1).map((rank) => [rank, new Map()]));
  const touch = (rank, context, steps) => {
    if (context === "" || ends.has(context)) return;
    const held = found[rank].get(context);
    if (!held || lighter(steps, held) < 0) found[rank].set(context, steps);
  };
  const beside = (place, steps) => {
    const node = links.nodes[place];
    if ((hubs || !node.hub) && ["group", "organization", "person"].includes(node.kind)) touch(node.kind === "group" ? "group" : "organization", place, steps);
  };
  for (const [thing, steps] of reached) {
    for (const edge of links.beside(thing)) {
      const far = farOf(edge, thing);
      if (reached.has(far)) continue;
      const kind = links.nodes[far].kind;
      if (NAMING.includes(kind) && !ends.has(far)) {
        touch(kind, far, [...steps, edge]);
        for (const second of links.beside(far)) beside(farOf(second, far), [...steps, edge, second]);
      }
      beside(far, [...steps, edge]);
      if (links.nodes[thing].kind !== "meeting" && edge.kind !== "series") {
        touch("item", edge.item, [...steps, edge]);
        touch("meeting", edge.meeting, [...steps, edge]);
      }
    }
  }
  return found;
}

function lighter(steps, held) {
  const unquoted = (edges) => edges.filter((edge) => !edge.quoted).length;
  return steps.length - held.length || unquoted(steps) - unquoted(held) || firstUnlike(steps, held);
}

function firstUnlike(steps, held) {
  for (let place = 0; place < Math.min(steps.length, held.length); place += 1) if (steps[place].rank !== held[place].rank) return steps[place].rank - held[place].rank;
  return steps.length - held.length;
}

function order(one, other) {
  return RANKS.indexOf(one.rank) - RANKS.indexOf(other.rank) || later(one, other) || compared(one.context, other.context) || lighter(one.steps, other.steps);
}

/** Compare by the latest date, the latest first, undated last. */
function later(one, other) {
  const [mine, theirs] = [one, other].map((c) => c.steps.reduce((latest, edge) => (edge.date > latest ? edge.date : latest), ""));
  return mine === theirs ? 0 : mine > theirs ? -1 : 1;
}

/** Compare places, or the ids of items by their code points, as the other program does. */
function compared(one, other) {
  if (one === other) return 0;
  if (typeof one === "number") return one - other;
  const [mine, theirs] = [[...one], [...other]];
  for (let at = 0; at < Math.min(mine.length, theirs.length); at += 1) if (mine[at] !== theirs[at]) return mine[at].codePointAt(0) - theirs[at].codePointAt(0);
  return mine.length - theirs.length;
}

function telling(links, found) {
  const kept = [], places = new Set();
  for (const rank of RANKS) {
    const told = found.filter((c) => c.rank === rank && !places.has(c.context) && new Set(c.steps).size === c.steps.length);
    for (const c of told) {
      for (const edge of [...c.steps, ...(NAMING.includes(rank) ? links.beside(c.context) : [])]) for (const place of [edge.item, edge.meeting]) if (place !== "") places.add(place);
    }
    kept.push(...told);
  }
  return kept;
}

async function named(links, thing) {
  const edges = [...reach(links, thing).keys()].flatMap((place) => links.beside(place)).filter((edge) => edge.quoted);
  const own = (edge) => Number(edge.source !== edge.meeting);
  edges.sort((a, b) => (a.date === b.date ? own(b) - own(a) || b.place - a.place : a.date < b.date ? 1 : -1));
  const seen = new Set(), told = [];
  for (const edge of edges) {
    const words = JSON.stringify(await links.quotes(edge));
    if (!seen.has(words)) told.push(edge);
    seen.add(words);
    if (told.length === MISSES) break;
  }
  return told;
}

function chained(links, one, other, hubs) {
  const goal = reach(links, other), seen = new Set(), waiting = new Heap();
  for (const [place, steps] of reach(links, one)) waiting.push(0, 0, place, steps);
  while (waiting.size) {
    const { cost, length, place, steps } = waiting.pop();
    if (goal.has(place)) return [[{ rank: "chain", context: "", steps: [...steps, ...[...goal.get(place)].reverse()] }], false];
    if (seen.has(place) || length === LONGEST) continue;
    seen.add(place);
    if (seen.size > WIDEST) return [[], true];
    for (const [rank, far, path] of namedWith(links, place)) {
      const node = links.nodes[far];
      if (!seen.has(far) && (goal.has(far) || (!["meeting", "person"].includes(node.kind) && (hubs || !node.hub)))) waiting.push(cost + rank, length + 1, far, [...steps, ...path]);
    }
  }
  return [[], false];
}

function* namedWith(links, place) {
  for (const edge of links.beside(place)) {
    const context = farOf(edge, place), kind = links.nodes[context].kind;
    if (NAMING.includes(kind)) {
      for (const second of links.beside(context)) yield [RANKS.indexOf(kind), farOf(second, context), [edge, second]];
      yield [RANKS.indexOf(kind), context, [edge]];
    }
    if (edge.item !== "") {
      for (const second of links.within(edge.item)) for (const far of [second.source, second.target]) if (far !== place) yield [RANKS.indexOf("item"), far, [edge, second]];
    }
  }
}

/** What waits, the cheapest first; of equals the shortest, then the one that came first. */
class Heap {
  constructor() {
    this.rows = [];
    this.count = 0;
  }

  get size() {
    return this.rows.length;
  }

  push(cost, length, place, steps) {
    const rows = this.rows;
    rows.push({ cost, length, tie: (this.count += 1), place, steps });
    for (let at = rows.length - 1, up; at > 0 && before(rows[at], rows[(up = (at - 1) >> 1)]); at = up) [rows[at], rows[up]] = [rows[up], rows[at]];
  }

  pop() {
    const rows = this.rows, first = rows[0], last = rows.pop();
    if (!rows.length) return first;
    rows[0] = last;
    for (let at = 0; ; ) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      let least = at;
      if (left < rows.length && before(rows[left], rows[least])) least = left;
      if (right < rows.length && before(rows[right], rows[least])) least = right;
      if (least === at) return first;
      [rows[at], rows[least]] = [rows[least], rows[at]];
      at = least;
    }
  }
}

const before = (a, b) => (a.cost - b.cost || a.length - b.length || a.tie - b.tie) < 0;
