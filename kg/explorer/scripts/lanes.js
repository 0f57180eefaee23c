/**
 * Cases in lanes along time: a row a case, its name a link, its marks drawn beside it and said for those who hear. Only the
 * rows in sight are there.
 */

import { announce, h, pick, refill, s } from "./page.js";
import { say } from "./says.js";
import { linkTo } from "./things.js";

const [ROW, HALF, MARGIN, UNKNOWN, TICK] = [26, 5, 14, 90, 62]; // TICK: the width of the words of a year

/** Return the marks of a case, one a meeting, in the order of time, undated first: `{date, sign, actions, meeting}`. */
export function marksOf(row) {
  const met = new Map();
  for (const [action, meeting, date] of row.decisions) {
    const mark = met.get(meeting) || { date, meeting, actions: new Set() };
    met.set(meeting, mark);
    mark.actions.add(action);
  }
  const marks = [...met.values()].sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : a.meeting < b.meeting ? -1 : 1));
  for (const mark of marks) mark.sign = mark.actions.has("added") ? (mark.actions.has("delisted") ? "both" : "added") : mark.actions.has("delisted") ? "delisted" : "other";
  return marks;
}

/** Show cases as lanes in an element. */
export function lanes(holder, rows, { things, word, wordOf }) {
  const groups = new Map();
  for (const row of rows) {
    const group = row.groups[0] || "";
    groups.has(group) ? groups.get(group).push(row) : groups.set(group, [row]);
  }
  const lines = [...groups].sort(([a], [b]) => (a === "") - (b === "") || b.length - a.length || (a < b ? -1 : 1))
    .flatMap(([group, held]) => [{ group, count: held.length }, ...held.sort((a, b) => (first(a) < first(b) ? -1 : first(a) > first(b) ? 1 : 0)).map((row) => ({ row }))]);
  const days = rows.flatMap((row) => row.marks.map((mark) => mark.date)).filter(Boolean).sort();
  const undated = rows.some((row) => row.marks.some((mark) => !mark.date));
  const list = h("ol", { class: "kg-lanes-list" });
  const box = h("div", { class: "kg-lanes", role: "region", "aria-label": say("lanes"), tabindex: "0" }, list);
  const axis = h("div", { class: "kg-axis", "aria-hidden": "true" });
  refill(holder, legend(), axis, box);
  list.style.height = `${lines.length * ROW}px`;

  const width = () => Math.max(160, list.clientWidth - Math.min(list.clientWidth * 0.42, 380) - 8);
  const span = days.length ? Math.max(1, Date.parse(days.at(-1)) - Date.parse(days[0])) : 1;
  const begin = undated ? UNKNOWN : MARGIN;
  const place = (date, wide) => (date ? begin + ((Date.parse(date) - Date.parse(days[0])) / span) * (wide - begin - MARGIN - 24) : UNKNOWN / 2 - 8);

  let wide = 0, high = 0;
  const drawn = new Map(); // the rows that are there, by their place: a frame of scrolling makes only those that came into sight

  function draw() {
    const from = Math.max(0, Math.floor(box.scrollTop / ROW) - 4), to = Math.min(lines.length, from + Math.ceil(high / ROW) + 8);
    for (const [at, item] of drawn) if (at < from || at >= to) (item.remove(), drawn.delete(at));
    let after = null;
    for (let at = to - 1; at >= from; at -= 1) {
      if (!drawn.has(at)) {
        drawn.set(at, lane(lines[at], at));
        list.insertBefore(drawn.get(at), after);
      }
      after = drawn.get(at);
    }
  }

  function lane(line, at) {
    const item = h("li", { "aria-setsize": lines.length, "aria-posinset": at + 1, class: line.row ? "kg-lane" : "kg-lane kg-lane-group" },
      line.row ? named(line.row) : h("strong", {}, h("bdi", {}, line.group ? nameOf(line.group) : say("noGroup")), pick(`（${line.count}）`, ` (${line.count})`)), line.row ? strip(line.row, wide) : null);
    item.style.top = `${at * ROW}px`;
    return item;
  }

  /** Draw all anew where the room is another one. */
  function fit() {
    if (width() === wide && box.clientHeight === high) return;
    [wide, high] = [width(), box.clientHeight];
    refill(list);
    drawn.clear();
    draw();
    drawAxis(wide);
  }

  const nameOf = (id) => wordOf("group", id);
  const named = (row) => h("span", { class: "kg-lane-name" }, linkTo(things.get(row.id), { title: row.label }), h("span", { class: "kg-unseen" }, told(row)));
  const told = (row) => pick("：", ": ") + row.marks.map((mark) => `${mark.date || say("undated")} ${[...mark.actions].map((action) => word("edges", action)).join(pick("、", ", "))}`).join(pick("；", "; ")) + (row.status === "listed" ? pick("；", "; ") + say("open") : "");

  function strip(row, wide) {
    const svg = s("svg", { width: wide, height: ROW, "aria-hidden": "true", class: "kg-strip" });
    if (undated) svg.append(s("rect", { x: 2, y: 0, width: UNKNOWN - 20, height: ROW, class: "kg-band" }));
    let last = -99;
    const places = row.marks.map((mark) => (last = Math.max(place(mark.date, wide), last + 2 * HALF + 1)));
    let opened = null;
    row.marks.forEach((mark, at) => {
      const x = places[at];
      if (["delisted", "both"].includes(mark.sign) && opened !== null) svg.append(line(opened, x, !row.marks.every((one) => one.date))), (opened = null);
      else if (mark.sign === "delisted") svg.append(line(Math.max(0, x - 22), x, true));
      if (mark.sign === "added" && opened === null) opened = x;
    });
    if (row.status === "listed") {
      const x = opened === null ? Math.max(0, ...places) : opened;
      svg.append(s("path", { d: `M${x} ${ROW / 2}H${wide - 4}m-6 -4l6 4l-6 4`, class: "kg-open" }));
    }
    row.marks.forEach((mark, at) => svg.append(signOf(mark.sign, places[at], ROW / 2)));
    return svg;
  }

  function drawAxis(wide) {
    const svg = s("svg", { width: wide, height: 34, class: "kg-strip" });
    if (undated) svg.append(s("text", { x: UNKNOWN / 2 - 8, y: 24, class: "kg-tick", "text-anchor": "middle" }, say("undated")));
    if (days.length) {
      const [one, other] = [Number(days[0].slice(0, 4)), Number(days.at(-1).slice(0, 4))];
      let free = -99;
      for (let year = one; year <= other; year += 1) {
        const x = Math.min(place(year === one ? days[0] : `${year}-01-01`, wide), wide - TICK);
        if (x < free || (year === one && other > one && place(`${year + 1}-01-01`, wide) - x < TICK)) continue;
        svg.append(s("text", { x, y: 13, class: "kg-tick" }, year), s("text", { x, y: 28, class: "kg-tick" }, say("roc", year - 1911)));
        free = x + TICK + 4;
      }
    }
    refill(axis, svg);
  }

  let asked = 0;
  box.addEventListener("scroll", () => (cancelAnimationFrame(asked), (asked = requestAnimationFrame(draw))));
  new ResizeObserver(() => requestAnimationFrame(fit)).observe(box);
  fit();
  announce(say("counted", rows.length));
}

const first = (row) => row.marks.find((mark) => mark.date)?.date || "";
const line = (from, to, doubtful) => s("path", { d: `M${from} ${ROW / 2}H${to}`, class: doubtful ? "kg-life kg-doubtful" : "kg-life" });

function signOf(sign, x, y) {
  if (sign === "added") return s("circle", { cx: x, cy: y, r: HALF, class: "kg-added" });
  if (sign === "delisted") return s("rect", { x: x - HALF + 0.5, y: y - HALF + 0.5, width: 2 * HALF - 1, height: 2 * HALF - 1, class: "kg-delisted" });
  if (sign === "both") return s("path", { d: `M${x} ${y - 6.5}l6.5 6.5l-6.5 6.5l-6.5 -6.5z`, class: "kg-both" });
  return s("path", { d: `M${x} ${y - 6}v12`, class: "kg-other" });
}

function legend() {
  const sample = (shape, words) => h("li", {}, s("svg", { width: 28, height: 16, "aria-hidden": "true" }, shape), " ", words);
  return h("ul", { class: "kg-legend", "aria-label": say("legend") }, ["added", "delisted", "both", "other"].map((sign) => sample(signOf(sign, 14, 8), say(sign))),
    sample(s("path", { d: "M2 8H26m-6 -4l6 4l-6 4", class: "kg-open" }), say("open")), sample(s("path", { d: "M2 8H26", class: "kg-life kg-doubtful" }), say("unseen")));
}
