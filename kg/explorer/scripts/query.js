/** The view of queries: the saved questions, an editor, and answers as a table with names instead of IRIs. */

import { ask, where } from "./ask.js";
import { combobox } from "./combobox.js";
import { load } from "./data.js";
import { editor } from "./editor.js";
import { announce, h, pick, refill, save } from "./page.js";
import { say } from "./says.js";
import * as state from "./state.js";
import { byId, labelOf, linkTo } from "./things.js";

const SECONDS = 30, PAGE = 100, ENGINE = "4.0", NAMED = 1000;
const KINDS = { case: ["case"], group: ["group"], project: ["project"], person: ["person"], organization: ["organization", "group"] };
const START = "SELECT ?case ?title WHERE {\n  GRAPH ?g { ?case a kg:Case ; rdfs:label ?title }\n} LIMIT 20";

async function query(main) {
  const [held, known] = await Promise.all([load("queries.json"), byId()]);
  const named = new Map(held.questions.map((one) => [one.name, one]));
  const edit = editor(held, () => run());
  const answer = h("div", { id: "answer" }), about = h("div"), words = h("p", { class: "lead" });
  const go = h("button", { type: "button", class: "kg-run", onclick: () => run() }, say("run")), stop = h("button", { type: "button", hidden: true, onclick: () => stopped.abort() }, say("stop"));
  const list = h("ul", { class: "saved" }), title = main.querySelector("h1");
  const own = main.dataset.asked || decodeURIComponent((location.pathname.match(/query\/([^/]+)\.html$/) || [])[1] || "");
  const written = h("section", { "aria-labelledby": "kg-own" }, h("h2", { id: "kg-own" }, say("editor")), edit.element,
    h("p", { class: "kg-do" }, go, " ", stop, " ", h("small", {}, where() === "page" ? say("noLimit") : say("limit", SECONDS), pick("；", "; "), where() === "server" ? say("there") : say("here", ENGINE), " ", say("editorHelp"))));
  refill(main, title, words, about, written, answer, h("section", { "aria-labelledby": "kg-saved" }, h("h2", { id: "kg-saved" }, say("questions")), list));
  let stopped = new AbortController(), shown = null;

  function sparqlOf(one, thing) {
    if (!thing) return one.text;
    return one.text.replace(/VALUES \?\w+ \{ UNDEF \}/g, (found) => found.replace("UNDEF", `<${thing.id.includes("://") ? "" : held.base}${thing.id}>`));
  }

  function show() {
    const params = state.read(), name = params.get("name") || own, one = named.get(name), text = params.get("query"), thing = known.get(params.get("value") || "");
    refill(list, held.questions.map((saved) => h("li", {}, h("button", { type: "button", class: "kg-name", "aria-pressed": String(saved === one && !text), onclick: () => state.write({ name: saved.name, query: null, value: null, page: null }) }, pick(saved.title, saved.title_en)), " ", h("span", { class: "hint" }, pick(saved.question, saved.question_en)))));
    refill(words, one && !text ? pick(one.question, one.question_en) : say("own"));
    asking(one && !text ? one : null, thing);
    // What one asks oneself is answered below the editor; a saved question above its SPARQL.
    if (one && !text) written.before(answer);
    else written.after(answer);
    edit.set(text || (one ? sparqlOf(one, thing) : START));
    const key = JSON.stringify([text, name, thing?.id]);
    if (text || one) return key === shown?.key ? table(shown) : execute(key);
    shown = null;
    refill(answer);
  }

  function asking(one, thing) {
    if (!one?.parameter) return refill(about);
    const input = h("input", { type: "search", id: "value", value: thing ? labelOf(thing) : "", placeholder: say("anything") });
    refill(about, h("p", {}, h("label", { for: "value" }, say("about")), " ", input, thing ? [" ", h("button", { type: "button", onclick: () => state.write({ value: null, page: null }) }, say("anything"))] : null));
    combobox(input, (chosen) => state.write({ name: one.name, value: chosen.id, page: null }), { kinds: KINDS[one.parameter] ? new Set(KINDS[one.parameter]) : new Set(["case", "person", "group", "project", "organization", "meeting", "directive"]) });
  }

  function run() {
    const text = edit.text(), params = state.read(), one = named.get(params.get("name") || own);
    shown = null;
    if (one && text === sparqlOf(one, known.get(params.get("value") || ""))) state.write({ page: null }, true);
    else state.write({ query: text, name: null, value: null, page: null });
  }

  async function execute(key) {
    stopped.abort();
    const mine = (stopped = new AbortController()), began = performance.now();
    refill(answer, h("p", {}, say("running")));
    [go.disabled, stop.hidden] = [true, false];
    try {
      const found = await ask(prefixed(edit.text(), held.prefixes), SECONDS, mine.signal);
      if (mine !== stopped) return;
      const seconds = ((performance.now() - began) / 1000).toFixed(1);
      await naming(found, mine.signal);
      if (mine !== stopped) return;
      shown = { key, found, seconds };
      table(shown);
    } catch (error) {
      if (mine === stopped) refill(answer, h("section", { class: "refused", role: "alert" }, h("pre", { tabindex: "0" }, error.name === "TimeoutError" ? say("late", SECONDS) : error.name === "AbortError" ? say("stop") : error.message)));
    } finally {
      if (mine === stopped) [go.disabled, stop.hidden] = [false, true];
    }
  }

  /** Ask what decisions, items and the like are called: they are no things of the network, but bear labels. */
  async function naming(found, signal) {
    const iris = new Set((found.results?.bindings || []).flatMap((row) => Object.values(row)).filter((term) => term.type === "uri" && term.value.startsWith(held.base) && !known.has(term.value.slice(held.base.length)) && !held.labels[term.value]).map((term) => term.value));
    if (!iris.size) return;
    const asked = [...iris].slice(0, NAMED).map((iri) => `<${iri}>`).join(" ");
    const named = await ask(`SELECT ?thing (MIN(?label) AS ?called) WHERE { VALUES ?thing { ${asked} } GRAPH ?g { ?thing <http://www.w3.org/2000/01/rdf-schema#label> ?label } FILTER(LANG(?label) != "en") } GROUP BY ?thing`, SECONDS, signal);
    for (const row of named.results.bindings) if (row.called) held.labels[row.thing.value] = [row.called.value, ""];
  }

  function table({ found, seconds }) {
    if (found.triples) return refill(answer, h("h2", {}, say("results")), h("p", {}, say("rows", found.triples.length, seconds)), h("pre", { tabindex: "0" }, found.triples.join("\n")));
    if (found.boolean !== undefined) return refill(answer, h("h2", {}, say("results")), h("p", {}, say("truth", say(found.boolean ? "yes" : "no"))));
    const columns = found.head.vars, rows = found.results.bindings, pages = Math.max(1, Math.ceil(rows.length / PAGE)), page = Math.min(Math.max(1, Number(state.read().get("page")) || 1), pages);
    announce(say("rows", rows.length, seconds));
    const turn = (to, name) => h("button", { type: "button", disabled: to < 1 || to > pages, onclick: () => state.write({ page: to }) }, say(name));
    refill(answer, h("h2", { id: "kg-answered" }, say("results")), h("p", { class: "kg-total" }, say("rows", rows.length, seconds), " ", rows.length ? h("button", { type: "button", onclick: () => save("answer.csv", csv(columns, rows), "text/csv;charset=utf-8") }, say("download")) : null),
      rows.length ? bars(columns, rows) : h("p", {}, say("noRows")),
      rows.length ? h("div", { class: "wide", role: "region", "aria-labelledby": "kg-answered", tabindex: "0" }, h("table", { class: "answers" },
        h("thead", {}, h("tr", {}, columns.map((name) => h("th", { scope: "col" }, name)))), h("tbody", {}, rows.slice((page - 1) * PAGE, page * PAGE).map((row) => h("tr", {}, columns.map((name) => h("td", {}, cell(row[name])))))))) : null,
      pages > 1 ? h("nav", { class: "kg-pages", "aria-label": say("page", page, pages) }, turn(page - 1, "previous"), " ", say("page", page, pages), " ", turn(page + 1, "next")) : null);
  }

  function cell(term) {
    if (!term) return "";
    if (term.type !== "uri") return h("bdi", {}, /^\d{4}-\d\d-\d\d$/.test(term.value) ? say("calendar", term.value, term.value.slice(0, 4) - 1911) : term.value);
    const thing = known.get(term.value.startsWith(held.base) ? term.value.slice(held.base.length) : term.value), called = held.labels[term.value];
    return thing ? linkTo(thing, { title: term.value }) : h("bdi", { title: term.value }, called ? pick(called[0], called[1]) : shortened(term.value));
  }

  const shortened = (iri) => Object.entries(held.prefixes).filter(([, space]) => iri.startsWith(space) && iri.length > space.length).sort((a, b) => b[1].length - a[1].length).map(([name, space]) => `${name}:${iri.slice(space.length)}`)[0] || iri;

  /** Where one column names and another counts, draw bars; the table says the same. */
  function bars(columns, rows) {
    const number = (name) => rows.every((row) => row[name] && /^\d+$/.test(row[name].value));
    const counted = columns.find((name) => number(name) && !/year|^roc|begin|line/i.test(name)), named_ = columns.find((name) => rows.every((row) => row[name]) && !number(name));
    if (!counted || !named_ || rows.length < 2 || rows.length > 60) return null;
    const most = Math.max(1, ...rows.map((row) => Number(row[counted].value)));
    return h("details", {}, h("summary", {}, `${say("bars")}: ${counted}`), h("ul", { class: "kg-bars" }, rows.map((row) => h("li", {}, h("span", {}, cell(row[named_])), h("meter", { min: 0, max: most, value: row[counted].value, "aria-label": row[named_].value }, row[counted].value), h("b", {}, row[counted].value)))));
  }

  state.view(show);
}

/** Declare the prefixes that a query uses and does not declare. */
function prefixed(text, prefixes) {
  const declared = new Set([...text.matchAll(/prefix\s+([\w-]*):/gi)].map((found) => found[1]));
  return Object.entries(prefixes).filter(([name]) => !declared.has(name) && text.includes(`${name}:`)).map(([name, space]) => `PREFIX ${name}: <${space}> `).join("") + text;
}

function csv(columns, rows) {
  const field = (value) => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : /^[=+\-@\t]/.test(value) ? `'${value}` : value);
  return "\ufeff" + [columns, ...rows.map((row) => columns.map((name) => row[name]?.value ?? ""))].map((line) => line.map(field).join(",")).join("\r\n") + "\r\n";
}

(window.kgViews = window.kgViews || {}).query = query;
