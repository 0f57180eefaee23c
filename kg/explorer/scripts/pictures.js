/** An answer as a timeline or as bars. Each line is a name and a strip, and says in words what the strip shows. */

import { h, pick, s } from "./page.js";
import { say } from "./says.js";

const DAY = 86_400_000;
const SHAPES = [
  () => s("circle", { r: 5 }), () => s("rect", { x: -5, y: -5, width: 10, height: 10 }), () => s("path", { d: "M0 -6.5l6.5 6.5l-6.5 6.5l-6.5 -6.5z" }), () => s("path", { d: "M0 -6l6 11h-12z" }),
];
const shape = (place) => classed(SHAPES[place % SHAPES.length](), `kg-series-${place % SHAPES.length}`);
const classed = (element, name) => (element.setAttribute("class", name), element);

/** Return what the marks mean, where there are several. */
function legend(names) {
  const sample = (name, place) => h("li", {}, s("svg", { width: 20, height: 16, "aria-hidden": "true", viewBox: "-10 -8 20 16" }, shape(place)), " ", name);
  return h("ul", { class: "kg-legend", "aria-label": say("legend") }, names.map(sample));
}

/**
 * Return rows along time.
 *
 * @param lines of each its name, an element, and its marks `[{date, place}]`: a date, or "" where none is known, and the place of its column
 * @param names of the columns
 */
export function timeline(lines, names) {
  const days = lines.flatMap((line) => line.marks.map((mark) => mark.date)).filter(Boolean).sort();
  const [first, last] = [Number(days[0].slice(0, 4)), Number(days.at(-1).slice(0, 4))], begin = Date.parse(`${first}-01-01`), span = Date.parse(`${last + 1}-01-01`) - begin + DAY;
  const at = (date) => `${(((Date.parse(date) - begin) / span) * 100).toFixed(2)}%`;
  const undated = lines.some((line) => line.marks.some((mark) => !mark.date));
  const put = (x, y, ...held) => s("svg", { x, y, overflow: "visible" }, held);
  const told = ({ date, place }) => `${names[place]} ${date ? say("calendar", date, date.slice(0, 4) - 1911) : say("undated")}`;
  const every = Math.ceil((last - first + 1) / (matchMedia("(max-width: 48rem)").matches ? 3 : 8)), ticks = [];
  for (let year = first; year <= last; year += every) ticks.push(put(at(`${year}-01-01`), 0, s("text", { y: 13, class: "kg-tick" }, year), s("text", { y: 28, class: "kg-tick" }, say("roc", year - 1911))));
  const strip = ({ marks }) => {
    const dated = marks.filter((mark) => mark.date).sort((a, b) => (a.date < b.date ? -1 : 1));
    return s("svg", { class: "kg-strip", "aria-hidden": "true", width: "100%", height: 26 }, dated.length > 1 ? s("line", { x1: at(dated[0].date), x2: at(dated.at(-1).date), y1: 13, y2: 13, class: "kg-life" }) : null,
      dated.map((mark) => put(at(mark.date), 13, s("title", {}, told(mark)), shape(mark.place))));
  };
  const line = (one) => h("li", {}, h("span", { class: "kg-lane-name" }, one.name, h("span", { class: "kg-unseen" }, pick("：", ": "), one.marks.map(told).join(pick("；", "; ")))),
    undated ? h("small", { class: "kg-undated", "aria-hidden": "true" }, one.marks.some((mark) => !mark.date) ? say("undated") : "") : null, strip(one));
  return [names.length > 1 ? legend(names) : null,
    h("div", { class: `kg-timeline kg-axis-line${undated ? " kg-has-undated" : ""}`, "aria-hidden": "true" }, h("div", {}, h("span"), undated ? h("span") : null, s("svg", { class: "kg-strip", width: "100%", height: 34 }, ticks))),
    h("ol", { class: `kg-timeline${undated ? " kg-has-undated" : ""}` }, lines.map(line))];
}

/**
 * Return rows as bars.
 *
 * @param lines of each its name, an element, and its values: numbers, or null
 * @param names of the columns
 */
export function bars(lines, names) {
  const most = Math.max(1, ...lines.flatMap((line) => line.values).filter((value) => value !== null));
  const bar = (value, place) => h("span", { class: "kg-bar" }, names.length > 1 ? h("span", { class: "kg-unseen" }, names[place], " ") : null, h("b", {}, value.toLocaleString("en")), s("svg", { "aria-hidden": "true", width: "100%", height: 14 }, s("rect", { width: `${(100 * value) / most}%`, height: 14, rx: 2, class: `kg-series-${place % SHAPES.length}` })));
  return [names.length > 1 ? legend(names) : null, h("ul", { class: "kg-bars" }, lines.map((line) => h("li", {}, h("span", {}, line.name), h("span", {}, line.values.map((value, place) => (value === null ? null : bar(value, place)))))))];
}
