/** The view of the graph: begins at one thing, expanded by relation; a list beside the picture says the same. */

import { combobox } from "./combobox.js";
import { picture } from "./drawing.js";
import { farOf, links } from "./links.js";
import { MOST, firstOf, relations, shownEdges, shownNodes } from "./mesh.js";
import { announce, file, h, pageHref, pick, refill, s } from "./page.js";
import { say } from "./says.js";
import { sentences } from "./sentences.js";
import * as state from "./state.js";
import { byId, hrefOf, labelOf, linkTo, vocabulary } from "./things.js";

const SHORT = 26;
const FEW = 40;
const ROUND = "M-7 0a7 7 0 1 0 14 0a7 7 0 1 0 -14 0";
const SIGNS = { case: ROUND, person: ROUND, meeting: "M-4 -7h8q3 0 3 3v8q0 3 -3 3h-8q-3 0 -3 -3v-8q0 -3 3 -3z", group: "M-4 -6.5h8l3.5 6.5l-3.5 6.5h-8l-3.5 -6.5z", directive: "M-7 -6h9l5 6l-5 6h-9z", project: "M0 -7.5l7.5 7.5l-7.5 7.5l-7.5 -7.5z", organization: "M-7 -6h14v12h-14z" };
const WHOLE = ["data/graph.gexf", "data/graph.graphml"];

async function graph(main) {
  const [net, known, word] = await Promise.all([links(), byId(), vocabulary()]);
  const said = await sentences(net), title = main.querySelector("h1");
  const input = h("input", { type: "search", id: "begin", "aria-label": say("begin") });
  const box = h("div", { class: "kg-picture", role: "application", tabindex: "0", "aria-label": say("graph") });
  const side = h("div", { class: "kg-side" }), list = h("div", { class: "kg-list" }), total = h("div", { class: "kg-total" }), signs = h("div");
  const tools = h("div", { class: "kg-tools", role: "group" }), whole = h("div", { class: "kg-graph", hidden: true }, h("div", {}, h("div", { class: "kg-drawn" }, tools, box), signs), side);
  refill(main, title, h("form", { class: "connect", onsubmit: (event) => event.preventDefault() }, h("p", {}, h("label", { for: "begin" }, say("begin")), " ", input)), total, whole, list);
  combobox(input, begin, { kinds: new Set(["case", "person", "group", "project", "organization", "meeting", "directive"]), typed: (_, found) => found[0] && begin(found[0]) });
  let drawn = null, chosen = null;

  function begin(thing) {
    chosen = null;
    input.value = "";
    state.write({ at: thing.id, open: firstOf(net, thing.place).map((key) => `${key} ${thing.id}`), hide: null, pin: null });
  }

  /** Read the address: ids of things become their places. */
  function asked() {
    const params = state.read(), at = params.getAll("at").map((id) => known.get(id)?.place).filter((place) => place !== undefined), open = new Map(), pins = new Map();
    for (const one of params.has("open") ? params.getAll("open") : at.flatMap((place) => firstOf(net, place).map((key) => `${key} ${net.nodes[place].id}`))) {
      const gap = one.indexOf(" "), place = known.get(one.slice(gap + 1))?.place;
      if (place !== undefined) open.set(place, (open.get(place) || new Set()).add(one.slice(0, gap)));
    }
    for (const one of params.getAll("pin")) {
      const [, x, y, id] = one.match(/^(-?\d+),(-?\d+) (.+)$/) || [];
      if (known.has(id)) pins.set(known.get(id).place, { x: Number(x), y: Number(y) });
    }
    return { at, open, pins, hidden: new Set(params.getAll("hide").map((id) => known.get(id)?.place).filter((place) => place !== undefined)) };
  }

  const opened = (open) => [...open].flatMap(([place, keys]) => [...keys].map((key) => `${key} ${net.nodes[place].id}`));
  const pinned = (pins) => [...pins].map(([place, { x, y }]) => `${Math.round(x)},${Math.round(y)} ${net.nodes[place].id}`);

  function toggle(place, key) {
    const { open } = asked(), keys = open.get(place) || new Set();
    if (!keys.delete(key)) keys.add(key);
    open.set(place, keys);
    state.write({ open: opened(open).length ? opened(open) : "-" });
  }

  function show() {
    const now = asked();
    whole.hidden = list.hidden = !now.at.length;
    if (!now.at.length) return refill(total, say("beginNote"));
    const { places, total: all } = shownNodes(net, now.at, now.open, now.hidden), edges = shownEdges(net, places);
    if (chosen === null || !places.has(chosen)) chosen = now.at.find((place) => places.has(place)) ?? [...places][0] ?? null;
    if (drawn === null) drawn = picture(box, (place) => place !== null && choose(place), moved, settled);
    refill(total, say("pictured", places.size, edges.length), now.hidden.size ? [" ", h("button", { type: "button", onclick: () => state.write({ hide: null }) }, say("showHidden", now.hidden.size))] : null,
      all > MOST ? tooMany(all) : null);
    refill(signs, legend([...places].map((place) => net.nodes[place]), word));
    box.setAttribute("aria-label", say("pictured", places.size, edges.length));
    const from = new Map();
    for (const edge of edges) {
      if (!from.has(edge.target)) from.set(edge.target, edge.source);
      if (!from.has(edge.source)) from.set(edge.source, edge.target);
    }
    const stood = state.kept()?.positions || {}, position = ([x, y]) => ({ x, y });
    drawn.show([...places].map((place) => ({ place, at: stood[net.nodes[place].id] && position(stood[net.nodes[place].id]), label: cut(labelOf(net.nodes[place])), kind: net.nodes[place].kind, begin: now.at.includes(place), pin: now.pins.get(place), near: from.get(place) })),
      edges.map((edge) => ({ id: `${edge.source}-${edge.target}-${edge.kind}`, source: edge.source, target: edge.target, label: word("edges", edge.kind) })));
    if (chosen !== null) drawn.select(chosen);
    beside(now);
    listed(edges, places);
    announce(say("pictured", places.size, edges.length));
  }

  function choose(place) {
    chosen = place;
    drawn.select(place);
    beside(asked());
  }

  /** Keep where things came to stand, by their ids. */
  const settled = (positions) => state.keep({ positions: Object.fromEntries(Object.entries(positions).map(([place, at]) => [net.nodes[place].id, at])) });

  function moved(place, position) {
    const { pins } = asked();
    pins.set(place, position);
    state.write({ pin: pinned(pins) }, true);
  }

  function beside({ open, pins, hidden }) {
    if (chosen === null) return refill(side);
    const thing = net.nodes[chosen], focused = side.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    const button = (words, key, press, pressed) => h("button", { type: "button", "data-key": key, onclick: press, "aria-pressed": pressed === undefined ? false : String(pressed) }, words);
    const fold = () => { open.delete(chosen); state.write({ open: opened(open).length ? opened(open) : "-" }); };
    const pin = () => { if (!pins.delete(chosen)) pins.set(chosen, drawn.at(chosen)); state.write({ pin: pinned(pins) }); };
    refill(side, h("h2", {}, h("bdi", {}, labelOf(thing))), h("p", {}, h("small", { class: `kg-kind kg-is-${thing.kind}` }, word("kinds", thing.kind)), thing.status ? ` ${word("statuses", thing.status)}` : "", thing.date ? ` ${thing.date}` : ""),
      h("p", { class: "kg-do" }, linkTo(thing).href ? h("a", { href: linkTo(thing).href }, say("toPage")) : null, " ", button(say("fromHere"), "from", () => begin(thing)), " ", button(pins.has(chosen) ? say("unpin") : say("pin"), "pin", pin, pins.has(chosen)), " ",
        open.get(chosen)?.size ? [button(say("fold"), "fold", fold), " "] : null, button(say("hide"), "hide", () => state.write({ hide: [...hidden, chosen].map((place) => net.nodes[place].id) }))),
      h("h3", {}, say("relations")), h("p", { class: "hint" }, say("expandNote")),
      h("ul", { class: "kg-relations" }, relations(net, chosen).map((relation) => h("li", {}, button(`${say(relation.outward ? "outward" : "inward", word("edges", relation.kind))} (${relation.far.size})`, relation.key, () => toggle(chosen, relation.key), Boolean(open.get(chosen)?.has(relation.key)))))));
    if (focused) [...side.querySelectorAll("button")].find((one) => one.dataset.key === focused)?.focus();
  }

  function listed(edges, places) {
    const joined = new Set(edges.flatMap((edge) => [edge.source, edge.target]));
    const line = (edge) => h("li", {}, h("button", { type: "button", class: "kg-name", onclick: () => choose(edge.source) }, h("bdi", {}, labelOf(net.nodes[edge.source]))), pick(" ", " "), h("i", {}, word("edges", edge.kind)), pick(" ", " "),
      h("button", { type: "button", class: "kg-name", onclick: () => choose(edge.target) }, h("bdi", {}, labelOf(net.nodes[edge.target]))), " ", h("small", {}, said.sentence(edge.edges[0])));
    const rest = edges.slice(FEW), alone = [...places].filter((place) => !joined.has(place));
    refill(list, h("h2", {}, say("listed")), h("ul", {}, edges.slice(0, FEW).map(line), alone.map((place) => h("li", {}, h("button", { type: "button", class: "kg-name", onclick: () => choose(place) }, h("bdi", {}, labelOf(net.nodes[place])))))),
      rest.length ? h("details", {}, h("summary", {}, say("rest", rest.length)), h("ul", {}, rest.map(line))) : null);
  }

  buttons(tools, box, () => drawn);
  state.view(show);
}

/** Put the buttons and keys of a picture in place. */
function buttons(tools, box, drawn) {
  const press = (words, name, act) => h("button", { type: "button", title: name, "aria-label": name, onclick: () => drawn() && act(drawn()) }, words);
  tools.setAttribute("aria-label", say("graph"));
  refill(tools, press("+", say("zoomIn"), (d) => d.zoom(1.3)), press("−", say("zoomOut"), (d) => d.zoom(1 / 1.3)), press("⤢", say("fit"), (d) => d.fit()));
  const keys = { "+": (d) => d.zoom(1.3), "-": (d) => d.zoom(1 / 1.3), 0: (d) => d.fit(), ArrowLeft: (d) => d.pan(40, 0), ArrowRight: (d) => d.pan(-40, 0), ArrowUp: (d) => d.pan(0, 40), ArrowDown: (d) => d.pan(0, -40) };
  box.addEventListener("keydown", (event) => keys[event.key] && drawn() && (event.preventDefault(), keys[event.key](drawn())));
}

/** Show some things and their groups as a picture, for the view of cases. */
async function pictureOf(body, ids) {
  const [net, known, word] = await Promise.all([links(), byId(), vocabulary()]);
  const held = new Set(), near = (far) => ["group", "project"].includes(net.nodes[far].kind);
  for (const place of ids.map((id) => known.get(id)?.place)) if (place !== undefined) for (const one of [...net.beside(place).map((edge) => farOf(edge, place)).filter(near), place]) held.add(one);
  const all = [...held], places = new Map(all.map((place, at) => [place, at]));
  await drawn(body, all.map((place) => net.nodes[place]), shownEdges(net, new Set(all.slice(0, MOST))).map((edge) => ({ source: places.get(edge.source), target: places.get(edge.target), label: word("edges", edge.kind) })));
}

/**
 * Show things as a picture, and what it shows as a list.
 *
 * @param nodes things
 * @param edges `[{source, target, label}]`, places among the nodes
 */
async function drawn(body, nodes, edges) {
  const word = await vocabulary(), held = edges.filter((edge) => edge.source < MOST && edge.target < MOST), count = Math.min(nodes.length, MOST);
  const box = h("div", { class: "kg-picture", role: "application", tabindex: "0", "aria-label": say("pictured", count, held.length) }), tools = h("div", { class: "kg-tools", role: "group" }), chosen = h("p", { class: "kg-chosen", "aria-live": "polite" }, say("chooseNode"));
  const line = (edge) => h("li", {}, linkTo(nodes[edge.source]), " ", h("i", {}, edge.label), " ", linkTo(nodes[edge.target])), rest = held.slice(FEW);
  const told = (node) => [linkTo(node), " ", node.kind ? h("small", { class: `kg-kind kg-is-${node.kind}` }, word("kinds", node.kind)) : null, " ", node.kind && hrefOf(node) ? h("a", { href: pageHref("graph", { at: node.id }) }, say("fromHere")) : null];
  refill(body, nodes.length > MOST ? tooMany(nodes.length) : null, h("div", { class: "kg-drawn" }, tools, box), legend(nodes.slice(0, MOST), word), chosen,
    h("h2", {}, say("listed")), h("ul", { class: "kg-list" }, held.slice(0, FEW).map(line)), rest.length ? h("details", {}, h("summary", {}, say("rest", rest.length)), h("ul", {}, rest.map(line))) : null);
  const shown = picture(box, (place) => place !== null && refill(chosen, told(nodes[place])), () => {});
  buttons(tools, box, () => shown);
  shown.show(nodes.slice(0, MOST).map((node, place) => ({ place, label: cut(labelOf(node)), kind: node.kind })), held.map((edge) => ({ ...edge, id: `${edge.source}-${edge.target}-${edge.label}` })));
}

/** Say that there is more than a picture holds, and where the whole is. */
const tooMany = (total) => h("p", { class: "note", role: "alert" }, say("tooMany", MOST, total), WHOLE.map((name) => [" ", h("a", { href: file(name), download: true }, name.slice("data/".length))]).flat());

/** Return what colours and shapes mean: the kinds of things that a picture shows. */
function legend(nodes, word) {
  const kinds = [...new Set(nodes.map((node) => node.kind))].filter(Boolean);
  return h("ul", { class: "kg-legend", "aria-label": say("legend") }, kinds.map((kind) => h("li", {}, s("svg", { width: 18, height: 16, viewBox: "-9 -8 18 16", "aria-hidden": "true", class: `kg-sign kg-is-${kind}` }, s("path", { d: SIGNS[kind] })), " ", word("kinds", kind))));
}

const cut = (label) => ([...label].length > SHORT ? `${[...label].slice(0, SHORT - 1).join("")}…` : label);

Object.assign((window.kgViews = window.kgViews || {}), { graph, drawn, picture: pictureOf });
