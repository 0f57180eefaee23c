/** The view of queries: the saved questions, an editor, and the answers of both. */

import { answers } from "./answers.js";
import { ask, where } from "./ask.js";
import { combobox } from "./combobox.js";
import { load } from "./data.js";
import { editor } from "./editor.js";
import { h, pick, refill } from "./page.js";
import { say } from "./says.js";
import * as state from "./state.js";
import { byId, labelOf, meaning } from "./things.js";

const SECONDS = 30, ENGINE = "4.0", NAMED = 1000;
const KINDS = { case: ["case"], group: ["group"], project: ["project"], person: ["person"], organization: ["organization", "group"] };
const START = "SELECT ?case ?title WHERE {\n  GRAPH ?g { ?case a kg:Case ; rdfs:label ?title }\n} LIMIT 20";

async function query(main) {
  const [held, known, meant] = await Promise.all([load("queries.json"), byId(), meaning()]);
  const named = new Map(held.questions.map((one) => [one.name, one]));
  const edit = editor(held, () => run());
  const answer = h("div", { id: "answer" }, [...(main.querySelector("#answer")?.childNodes || [])]), about = h("div"), words = h("p", { class: "lead" });
  const go = h("button", { type: "button", class: "kg-run", onclick: () => run() }, say("run")), stop = h("button", { type: "button", hidden: true, onclick: () => stopped.abort() }, say("stop"));
  const list = h("ul", { class: "saved" }), title = main.querySelector("h1");
  const own = main.dataset.asked || decodeURIComponent((location.pathname.match(/query\/([^/]+)\.html$/) || [])[1] || "");
  const written = h("section", { "aria-labelledby": "kg-own" }, h("h2", { id: "kg-own" }, say("editor")), edit.element,
    h("p", { class: "kg-do" }, go, " ", stop, " ", h("small", {}, where() === "page" ? say("noLimit") : say("limit", SECONDS), pick("；", "; "), where() === "server" ? say("there") : say("here", ENGINE), " ", say("editorHelp"))));
  const saved = h("section", { "aria-labelledby": "kg-saved" }, h("h2", { id: "kg-saved" }, say("questions")), list);
  refill(main, title, words, about, saved, written, answer);
  title.tabIndex = -1;
  const table = answers(answer, held, known), untitled = title.textContent;
  let stopped = new AbortController(), shown = null, edited = null;

  /** Return the SPARQL of a question, without the lines that say its words. */
  function sparqlOf(one, thing) {
    const text = one.text.replace(/^(# [a-z-]+: .*\n)+/, "");
    return thing ? text.replace(/VALUES \?\w+ \{ UNDEF \}/g, (found) => found.replace("UNDEF", `<${thing.id.includes("://") ? "" : held.base}${thing.id}>`)) : text;
  }

  function choose(one) {
    state.write({ name: one.name, query: null, value: null, page: null, view: null });
    title.focus();
  }

  function show() {
    const params = state.read(), name = params.get("name") || own, text = params.get("query"), one = text ? undefined : named.get(name), thing = meant(params.get("value") || "");
    refill(list, held.questions.map((question) => h("li", {}, h("button", { type: "button", class: "kg-name", "aria-pressed": String(question === one), onclick: () => choose(question) }, pick(question.title, question.title_en)), " ", h("span", { class: "hint" }, pick(question.question, question.question_en)))));
    title.textContent = one ? pick(one.title, one.title_en) : untitled;
    refill(words, one ? pick(one.question, one.question_en) : say(text ? "own" : "askLead"));
    asking(one, thing);
    // A saved question is answered above its SPARQL, what one asks oneself below the editor; who asks nothing yet sees the questions first.
    main.append(...(one ? [answer, written, saved] : text ? [written, answer, saved] : [saved, written, answer]));
    const key = JSON.stringify([text, name, thing?.id]);
    if (key !== edited) edit.set(text || (one ? sparqlOf(one, thing) : START));
    edited = key;
    if (text || one) return key === shown?.key ? table(shown) : execute(key, one);
    shown = null;
    refill(answer);
  }

  function asking(one, thing) {
    about.hidden = !one?.parameter;
    if (about.hidden) return refill(about);
    const input = h("input", { type: "search", id: "value", value: thing ? labelOf(thing) : "", placeholder: say("anything") });
    refill(about, h("p", {}, h("label", { for: "value" }, say("about")), " ", input, thing ? [" ", h("button", { type: "button", onclick: () => state.write({ value: null, page: null }) }, say("anything"))] : null));
    combobox(input, (chosen) => state.write({ name: one.name, value: chosen.id, page: null }), { kinds: KINDS[one.parameter] ? new Set(KINDS[one.parameter]) : new Set(["case", "person", "group", "project", "organization", "meeting", "directive"]) });
  }

  function run() {
    const text = edit.text(), params = state.read(), one = params.get("query") ? undefined : named.get(params.get("name") || own);
    shown = null;
    if (text === params.get("query") || (one && text === sparqlOf(one, meant(params.get("value") || "")))) state.write({ page: null }, true);
    else state.write({ query: text, name: null, value: null, page: null, view: null });
  }

  async function execute(key, one) {
    stopped.abort();
    const mine = (stopped = new AbortController()), began = performance.now();
    refill(answer, h("p", { class: "kg-running" }, say("running")), main.dataset.live ? null : [...answer.childNodes]);
    main.dataset.live = "1";
    [go.disabled, stop.hidden] = [true, false];
    try {
      const found = await ask(prefixed(edit.text(), held.prefixes), SECONDS, mine.signal);
      if (mine !== stopped) return;
      const seconds = ((performance.now() - began) / 1000).toFixed(1);
      await naming(found, mine.signal);
      if (mine !== stopped) return;
      shown = { key, found, seconds, one };
      table(shown);
    } catch (error) {
      if (mine === stopped) refill(answer, h("section", { class: "refused", role: "alert" }, h("pre", { tabindex: "0" }, error.name === "TimeoutError" ? say("late", SECONDS) : error.name === "AbortError" ? say("stop") : error.message)));
    } finally {
      if (mine === stopped) [go.disabled, stop.hidden] = [false, true];
    }
  }

  /** Ask what decisions, items and the like are called: they are no things of the network, but bear labels. */
  async function naming(found, signal) {
    const said = found.triples ? found.triples.flatMap((line) => [...line.matchAll(/<([^<>]*)>/g)].map((told) => told[1])) : (found.results?.bindings || []).flatMap((row) => Object.values(row)).filter((term) => term.type === "uri").map((term) => term.value);
    const iris = new Set(said.filter((iri) => iri.startsWith(held.base) && !known.has(iri.slice(held.base.length)) && !held.labels[iri]));
    if (!iris.size) return;
    const asked = [...iris].slice(0, NAMED).map((iri) => `<${iri}>`).join(" ");
    const named = await ask(`SELECT ?thing (MIN(?label) AS ?called) WHERE { VALUES ?thing { ${asked} } GRAPH ?g { ?thing <http://www.w3.org/2000/01/rdf-schema#label> ?label } FILTER(LANG(?label) != "en") } GROUP BY ?thing`, SECONDS, signal);
    for (const row of named.results.bindings) if (row.called) held.labels[row.thing.value] = [row.called.value, ""];
  }

  state.view(show);
}

/** Declare the prefixes that a query uses and does not declare. */
function prefixed(text, prefixes) {
  const declared = new Set([...text.matchAll(/prefix\s+([\w-]*):/gi)].map((found) => found[1]));
  return Object.entries(prefixes).filter(([name]) => !declared.has(name) && text.includes(`${name}:`)).map(([name, space]) => `PREFIX ${name}: <${space}> `).join("") + text;
}

(window.kgViews = window.kgViews || {}).query = query;
