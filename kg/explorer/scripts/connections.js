/** The view of connections: two search boxes, and one explained connection at a time, step by step with its words. */

import { combobox } from "./combobox.js";
import { explain } from "./explain.js";
import { links } from "./links.js";
import { announce, h, pageHref, pick, refill, served } from "./page.js";
import { say } from "./says.js";
import { sentences } from "./sentences.js";
import * as state from "./state.js";
import { suggest } from "./suggest.js";
import { byId, labelOf, linkTo, meaning, vocabulary } from "./things.js";

const MOST = 50;

async function connections(main) {
  const [known, meant] = await Promise.all([byId(), meaning()]);
  const title = main.querySelector("h1"), example = [...(main.querySelector("#answer")?.childNodes || [])];
  const boxes = { from: h("input", { type: "search", id: "from", name: "from", "aria-label": say("from") }), to: h("input", { type: "search", id: "to", name: "to", "aria-label": say("to") }) };
  const hubs = h("input", { type: "checkbox", id: "hubs", onchange: () => state.write({ hubs: hubs.checked, at: null }) });
  const answer = h("div", { id: "answer", class: "kg-answer" });
  const row = (name) => h("p", {}, h("label", { for: name }, say(name)), " ", boxes[name]);
  const swapped = () => { const params = state.read(); state.write({ from: params.get("to"), to: params.get("from"), at: null }); };
  refill(main, title, h("form", { class: "connect", onsubmit: (event) => event.preventDefault() }, row("from"), row("to"),
    h("p", { class: "check" }, h("label", {}, hubs, " ", say("hubs")), " ", h("small", {}, say("hubsNote"))), h("p", {}, h("button", { type: "button", onclick: swapped }, say("swap")))), answer);
  const kinds = new Set(["case", "person", "group", "project", "organization", "meeting", "directive"]);
  for (const name of ["from", "to"]) combobox(boxes[name], (thing) => state.write({ [name]: thing.id, at: null }), { kinds, typed: (words, found) => state.write({ [name]: found[0]?.id || words, at: null }) });

  /** Say that a name means nothing, or too much, and offer what is near. */
  async function unknown(end, name, mine) {
    const [near, word] = await Promise.all([suggest(name, 12, kinds), vocabulary()]);
    if (mine !== asked) return;
    const offered = (thing) => h("li", {}, h("button", { type: "button", class: "kg-name", onclick: () => state.write({ [end]: thing.id, at: null }) }, h("bdi", {}, labelOf(thing))), " ", h("small", { class: `kg-kind kg-is-${thing.kind}` }, word("kinds", thing.kind)));
    announce(say(near.length ? "severalThings" : "unknownThing", name));
    refill(answer, h("p", { class: "note" }, say(near.length ? "severalThings" : "unknownThing", name)), h("ul", {}, near.map(offered)));
  }

  let asked = 0, begun = false;
  async function show() {
    const mine = (asked += 1), params = state.read(), names = { from: params.get("from") || "", to: params.get("to") || "" };
    const ends = { from: meant(names.from), to: meant(names.to) };
    for (const name of ["from", "to"]) if (document.activeElement !== boxes[name] || ends[name]) boxes[name].value = ends[name] ? labelOf(ends[name]) : names[name];
    hubs.checked = params.get("hubs") === "1";
    if (!names.from && !names.to && !begun) return refill(answer, h("p", { class: "note" }, say("choose")), example);
    begun = true;
    if (!names.from || !names.to) return refill(answer, h("p", { class: "note" }, say("choose")));
    for (const name of ["from", "to"]) if (!ends[name]) return unknown(name, names[name], mine);
    if (ends.from === ends.to) return refill(answer, h("p", { class: "note" }, say("one")));
    const told = await (served() ? asServed : asComputed)(ends.from, ends.to, hubs.checked);
    if (mine === asked) refill(answer, told.connections.length ? one(told, Number(params.get("at")) || 1) : none(told, ends));
  }

  function one(told, wanted) {
    const total = told.connections.length, at = Math.min(Math.max(1, wanted), total), connection = told.connections[at - 1];
    const turn = (to, name) => h("button", { type: "button", disabled: to < 1 || to > total, onclick: () => state.write({ at: to }) }, say(name));
    announce(say("pathOf", at, total));
    return [h("p", { class: "kg-turn" }, turn(at - 1, "previousPath"), " ", say("pathOf", at, told.total), " ", turn(at + 1, "nextPath")),
      h("section", { class: "kg-path ways" }, h("h2", {}, h("bdi", {}, connection.heading)), connection.words.map(quoted), h("ol", { class: "steps" }, connection.steps.map(stepped)), told.complete ? null : h("p", { class: "note" }, say("cut")))];
  }

  function none(told, ends) {
    announce(say("unconnected", labelOf(ends.from), labelOf(ends.to)));
    const hub = ({ iri }) => known.get(short(iri));
    return [h("p", { class: "note" }, say("unconnected", labelOf(ends.from), labelOf(ends.to))),
      told.hubs.length ? h("p", {}, say("onlyHubs", told.hubs.map((one) => (hub(one) ? labelOf(hub(one)) : one.label)).join(pick("、", ", ")))) : null,
      ["from", "to"].map((name, place) => (told.nearest[place].length ? h("section", {}, h("h3", {}, say("nearest", labelOf(ends[name]))), h("ol", { class: "steps" }, told.nearest[place].map(stepped))) : null))];
  }

  function stepped(step) {
    const meeting = known.get(short(step.meeting));
    const apart = meeting && ![short(step.source), short(step.target)].includes(meeting.id);
    return h("li", { class: "step" }, h("p", { class: "when" }, h("span", { class: "date" }, step.date ? say("calendar", step.date, step.date.slice(0, 4) - 1911) : step.meeting ? say("undated") : ""), apart ? [" ", linkTo(meeting)] : null), h("p", { class: "said" }, h("bdi", {}, step.sentence)),
      h("p", { class: "see" }, [step.source, step.target].map((iri, place) => [place ? " → " : "", known.get(short(iri)) ? linkTo(known.get(short(iri))) : iri]).flat()),
      step.quotes.length ? step.quotes.map(quoted) : h("p", { class: "hint" }, say("corrected")));
  }

  refill(answer, h("p", {}, say("running")));
  state.view(show);
}

function quoted(quote) {
  const minutes = short(quote.minutes);
  const place = [quote.line ? `${quote.file}:${quote.line}:${quote.column}` : quote.file, ...(quote.pages.length ? [say("pageAt", quote.pages.join("–"))] : [])].join(" ");
  return h("figure", { class: "quote" }, h("blockquote", {}, h("p", {}, quote.text)), h("figcaption", {}, minutes ? h("a", { href: `${pageHref(minutes)}#c${quote.begin}` }, h("bdi", { class: "place" }, place)) : h("bdi", { class: "place" }, place)));
}

/** Return an id for an IRI of data; the server answers with IRIs, whose base the page does not know. */
const short = (iri) => (iri || "").replace(/^.*?\/(?=(?:meeting|minutes|person|group|case|directive|project|organization|item|chair|decision)\/)/, "");

async function asServed(one, other, hubs) {
  const asked = new URLSearchParams({ from: one.id, to: other.id, most: MOST, lang: pick("zh", "en"), ...(hubs ? { hubs: "1" } : {}) });
  const answer = await fetch(`${document.documentElement.dataset.root || ""}connections?${asked}`, { headers: { Accept: "application/json" } });
  const json = answer.ok && answer.headers.get("Content-Type").includes("json");
  return json ? answer.json() : asComputed(one, other, hubs);
}

/** Explain in the browser, in the form the server answers in. */
export async function asComputed(one, other, hubs = false, most = MOST) {
  const graph = await links(), said = await sentences(graph), idOf = (place) => (typeof place === "number" ? graph.nodes[place].id : place);
  const found = await explain(graph, one.place, other.place, { most, hubs });
  const step = async (edge) => ({
    source: idOf(edge.source), target: idOf(edge.target), kind: edge.kind, through: idOf(edge.through), meeting: idOf(edge.meeting), date: edge.date, item: edge.item,
    sentence: said.sentence(edge), quotes: await graph.quotes(edge),
  });
  const words = async ({ rank, context }) => {
    const own = rank === "directive" && graph.beside(context).find((edge) => edge.source === context && edge.kind === "meeting");
    return own ? graph.quotes(own) : [];
  };
  return {
    total: found.total, complete: !found.cut,
    connections: await Promise.all(found.connections.map(async (c) => ({ rank: c.rank, context: idOf(c.context) || null, heading: said.heading(c), words: await words(c), steps: await Promise.all(c.steps.map(step)) }))),
    hubs: found.hubs.map((place) => ({ iri: graph.nodes[place].id, label: graph.nodes[place].label })), nearest: await Promise.all(found.misses.map((edges) => Promise.all(edges.map(step)))),
  };
}

(window.kgViews = window.kgViews || {}).connections = connections;
window.kgExplained = async (from, to, hubs, most) => { const known = await byId(); return asComputed(known.get(from), known.get(to), hubs, most); };
