/** An answer shown: as a table with names instead of IRIs, and, where its columns allow, as a timeline, bars or a graph. */

import { columnsOf, isRoc, named, viewsOf } from "./columns.js";
import { script } from "./data.js";
import { announce, h, pick, refill, save } from "./page.js";
import { bars, timeline } from "./pictures.js";
import { say } from "./says.js";
import * as state from "./state.js";
import { labelOf, linkTo } from "./things.js";

const PAGE = 100;

/**
 * Return what shows answers in an element.
 *
 * @param answer the element
 * @param held data/queries.json
 * @param known things by their ids
 */
export function answers(answer, held, known) {
  const idOf = (iri) => (iri.startsWith(held.base) ? iri.slice(held.base.length) : iri);
  const thingOf = (term) => (term?.type === "uri" ? known.get(idOf(term.value)) : undefined);
  const shortened = (iri) => Object.entries(held.prefixes).filter(([, space]) => iri.startsWith(space) && iri.length > space.length).sort((a, b) => b[1].length - a[1].length).map(([name, space]) => `${name}:${iri.slice(space.length)}`)[0] || iri;
  const called = (iri) => (held.labels[iri] ? pick(held.labels[iri][0], held.labels[iri][1]) : shortened(iri));

  function cell(term, name) {
    if (!term) return "";
    const thing = thingOf(term);
    if (thing) return linkTo(thing, { title: term.value });
    if (term.type === "uri") return h("bdi", { title: term.value }, called(term.value));
    if (isRoc(name) && /^\d+$/.test(term.value)) return pick(`${term.value}（${Number(term.value) + 1911}）`, `${term.value} (${Number(term.value) + 1911})`);
    return h("bdi", {}, /^\d{4}-\d\d-\d\d$/.test(term.value) ? say("calendar", term.value, term.value.slice(0, 4) - 1911) : term.value);
  }

  /** Return what a row has in a column; the name of a thing leads to it. */
  function entry(read, row, name) {
    const thing = thingOf(row[read.leads.get(name)]);
    return thing ? linkTo(thing, { title: thing.label }, pick(row[name]?.value, thing.labelEn || row[name]?.value)) : cell(row[name] || row[read.leads.get(name)], name);
  }

  const sized = (held, name) => {
    const length = (held.textContent ?? held).length;
    return h("td", { class: length < 21 ? "short" : "kg-long", "data-label": length ? name : false }, held);
  };

  function triples(found, seconds) {
    announce(say("rows", found.triples.length, seconds));
    const node = (iri) => known.get(idOf(iri)) || { id: iri, label: called(iri), kind: "" };
    const pairs = found.triples.map((line) => line.match(/^<([^>]*)> <([^>]*)> <([^>]*)>/)).filter((told) => told && told[1] !== told[3]).map(([, one, name, other]) => ({ source: node(one), target: node(other), name: called(name) }));
    const views = ["triples", ...(pairs.length ? ["graph"] : [])];
    framed(say("rows", found.triples.length, seconds), null, views, (view, body) => (view === "graph" ? drawn(body, pairs) : refill(body, h("pre", { tabindex: "0" }, found.triples.join("\n")))));
  }

  function framed(total, download, views, fill) {
    const asked = state.read().get("view"), view = views.includes(asked) ? asked : views[0], body = h("div", { class: "kg-view" });
    const focused = answer.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    refill(answer, h("h2", { id: "kg-answered" }, say("results")), h("p", { class: "kg-total" }, total, " ", download),
      views.length > 1 ? h("div", { class: "kg-views", role: "group", "aria-label": say("shownAs") }, views.map((name) => h("button", { type: "button", "data-key": name, "aria-pressed": String(name === view), onclick: () => state.write({ view: name === views[0] ? null : name, page: null }) }, say(name)))) : null, body);
    if (focused) [...answer.querySelectorAll("button")].find((one) => one.dataset.key === focused)?.focus();
    return fill(view, body);
  }

  /** Draw what rows join; each thing once. */
  async function drawn(body, pairs) {
    await script("static/graph.js");
    const places = new Map(), nodes = [];
    const placeOf = (thing) => places.get(thing.id) ?? (places.set(thing.id, nodes.length), nodes.push({ ...thing, begin: false }), nodes.length - 1);
    const edges = new Map(pairs.map(({ source, target, name }) => [placeOf(source), placeOf(target), name]).map((edge) => [edge.join(" "), { source: edge[0], target: edge[1], label: edge[2] }]));
    window.kgViews.drawn(body, nodes, [...edges.values()]);
  }

  function rows(found, seconds, one) {
    const read = columnsOf(found, thingOf), total = read.rows.length, head = (name) => (one && held.columns[name] ? pick(...held.columns[name]) : name);
    announce(say("rows", total, seconds));
    if (!total) return refill(answer, h("h2", {}, say("results")), h("p", {}, say("noRows")));
    const download = h("button", { type: "button", onclick: () => save("answer.csv", csv(found.head.vars, read.rows), "text/csv;charset=utf-8") }, say("download"));
    framed(say("rows", total, seconds), download, viewsOf(read), (view, body) => {
      if (view === "graph") return drawn(body, read.pairs.map((pair) => ({ ...pair, name: head(pair.name) })));
      if (view === "timeline") return paged(body, named(read), (lines) => timeline(lines.map((line) => ({ name: entry(read, line[0], read.naming), marks: line.flatMap((row) => read.dates.map((name, place) => ({ date: row[name]?.value || "", place }))).filter((mark) => mark.date || read.dates.length === 1) })), read.dates.map(head)));
      if (view === "bars") return paged(body, read.rows, (lines) => bars(lines.map((row) => ({ name: [entry(read, row, read.naming) || say("nothing"), read.years.map((name) => [" ", row[name] ? cell(row[name], name) : say("undated")])].flat(2), values: read.numbers.map((name) => (row[name] ? Number(row[name].value) : null)) })), read.numbers.map(head)));
      return paged(body, read.rows, (lines) => h("div", { class: "wide", role: "region", "aria-labelledby": "kg-answered", tabindex: "0" }, h("table", { class: "answers" },
        h("thead", {}, h("tr", {}, read.columns.map((name) => h("th", { scope: "col" }, head(name))))), h("tbody", {}, lines.map((row) => h("tr", {}, read.columns.map((name) => sized(entry(read, row, name), head(name)))))))));
    });
  }

  /** Show some lines at a time. */
  function paged(body, lines, fill) {
    const pages = Math.max(1, Math.ceil(lines.length / PAGE)), page = Math.min(Math.max(1, Number(state.read().get("page")) || 1), pages);
    const turn = (to, name) => h("button", { type: "button", "data-key": name, disabled: to < 1 || to > pages, onclick: () => state.write({ page: to }) }, say(name));
    refill(body, fill(lines.slice((page - 1) * PAGE, page * PAGE)), pages > 1 ? h("nav", { class: "kg-pages", "aria-label": say("page", page, pages) }, turn(page - 1, "previous"), " ", say("page", page, pages), " ", turn(page + 1, "next")) : null);
  }

  return function show({ found, seconds, one }) {
    if (found.triples) return triples(found, seconds);
    if (found.boolean === undefined) return rows(found, seconds, one);
    announce(say("truth", say(found.boolean ? "yes" : "no")));
    refill(answer, h("h2", {}, say("results")), h("p", {}, say("truth", say(found.boolean ? "yes" : "no"))));
  };
}

function csv(columns, rows) {
  const field = (value) => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : /^[=+\-@\t]/.test(value) ? `'${value}` : value);
  return "\ufeff" + [columns, ...rows.map((row) => columns.map((name) => row[name]?.value ?? ""))].map((line) => line.map(field).join(",")).join("\r\n") + "\r\n";
}
