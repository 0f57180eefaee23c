/** Oxigraph, as a script that a page or a worker can run: the engine that answers queries in the browser. */

import init, { Store } from "oxigraph/web.js";

const scope = typeof window === "undefined" ? self : window;
let store = null;

/** Load the engine and the graph; once. */
async function ready({ wasm, quads }) {
  if (store) return;
  await init({ module_or_path: await wasm() });
  const made = new Store();
  made.load(await quads(), { format: "application/n-quads", lenient: true });
  store = made;
}

/** Answer a query in the form of SPARQL 1.1 results in JSON; triples as text. */
function answer(text) {
  const found = store.query(text, { results_format: "json", use_default_graph_as_union: /\bdescribe\b/i.test(text) && !/\bfrom\b/i.test(text) });
  return JSON.parse(found);
}

function triples(text) {
  const found = store.query(text, { use_default_graph_as_union: /\bdescribe\b/i.test(text) });
  return { triples: [...found].map(String) };
}

/** Return the word that says what a query asks for: what stands after its prefixes. */
const form = (text) => (text.replace(/<[^<>\s]*>/g, "<>").replace(/#.*$/gm, "").replace(/\b(prefix\s+[^\s:]*:|base)\s*<>/gi, "").match(/\w+/) || [""])[0].toLowerCase();

const reply = (text) => (["construct", "describe"].includes(form(text)) ? triples(text) : answer(text));

scope.kgEngine = { ready, reply };

if (typeof window === "undefined") {
  const bytes = async (address) => new Uint8Array(await (await fetch(address)).arrayBuffer());
  self.onmessage = async ({ data }) => {
    try {
      await ready({ wasm: () => bytes(data.wasm), quads: () => bytes(data.quads) });
      self.postMessage({ begun: true });
      self.postMessage({ answer: reply(data.text) });
    } catch (error) {
      self.postMessage({ error: String(error.message || error) });
    }
  };
}
