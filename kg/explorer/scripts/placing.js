/** Where the things of a new picture begin, before the layout moves them: what hangs together side by side, each around its most joined thing. */

const LABEL = 84; // what a thing with its name takes along a circle

/** Return the beginnings: place -> position. The same picture begins the same. */
export function beginnings(nodes, edges) {
  const beside = new Map(nodes.map((node) => [node.place, []]));
  for (const { source, target } of edges) if (source !== target) beside.get(source).push(target), beside.get(target).push(source);
  const most = [...nodes].sort((a, b) => Number(b.begin || false) - Number(a.begin || false) || beside.get(b.place).length - beside.get(a.place).length || a.place - b.place);
  const done = new Set(), parts = [];
  for (const { place } of most) if (!done.has(place)) parts.push(rings(place, beside, done));
  return shelves(parts);
}

/** Return what hangs together with a thing, in rings around it: `{radius, at}`. */
function rings(root, beside, done) {
  const at = new Map([[root, { x: 0, y: 0 }]]);
  let ring = [{ place: root, from: 0, to: 2 * Math.PI }], radius = 0;
  done.add(root);
  while (ring.length) {
    const next = [];
    for (const { place, from, to } of ring) {
      const far = beside.get(place).filter((other) => !done.has(other) && done.add(other)), part = (to - from) / Math.max(1, far.length);
      far.forEach((other, count) => next.push({ place: other, from: from + count * part, to: from + (count + 1) * part }));
    }
    if (next.length) radius = Math.max(radius + 90, (next.length * LABEL) / (2 * Math.PI));
    for (const { place, from, to } of next) at.set(place, { x: radius * Math.cos((from + to) / 2), y: radius * Math.sin((from + to) / 2) });
    ring = next;
  }
  return { radius: radius + 45, at };
}

/** Put parts side by side, the largest first, in rows about as wide as all of them are high. */
function shelves(parts) {
  const width = 1.5 * Math.sqrt(parts.reduce((sum, part) => sum + 4 * part.radius ** 2, 0)), found = new Map();
  let [left, top, high] = [0, 0, 0];
  for (const { radius, at } of [...parts].sort((a, b) => b.radius - a.radius)) {
    if (left && left + 2 * radius > width) [left, top, high] = [0, top + high, 0];
    for (const [place, { x, y }] of at) found.set(place, { x: left + radius + x, y: top + radius + y });
    [left, high] = [left + 2 * radius, Math.max(high, 2 * radius)];
  }
  return found;
}
