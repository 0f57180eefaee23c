/**
 * A query answered: by the server, or in the browser. There a worker answers, which is ended when its time is over; from disk,
 * where browsers give no worker, the page itself does.
 */

import { byScript, script } from "./data.js";
import { file, served } from "./page.js";

let worker = null;

/** Tell where queries are answered: `server`, `worker` or `page`. */
export const where = () => (served() ? "server" : window.kgFiles || location.protocol === "file:" ? "page" : "worker");

/** Answer a query as SPARQL results in JSON; fails with `TimeoutError` after some seconds, or when it is stopped. */
export function ask(text, seconds, signal) {
  return { server: asServer, worker: asWorker, page: asPage }[where()](text, seconds, signal);
}

async function asServer(text, seconds, signal) {
  const answer = await fetch(file("sparql"), { method: "POST", signal: AbortSignal.any([signal, AbortSignal.timeout(seconds * 1000)]), headers: { "Content-Type": "application/sparql-query", Accept: "application/sparql-results+json, application/n-triples;q=0.9" }, body: text });
  if (!answer.ok) throw new Error(await answer.text());
  return answer.headers.get("Content-Type").includes("json") ? answer.json() : { triples: (await answer.text()).trim().split("\n") };
}

function asWorker(text, seconds, signal) {
  return new Promise((resolve, reject) => {
    worker = worker || new Worker(file("static/engine.js"));
    const end = (error) => (worker.terminate(), (worker = null), reject(error));
    let timer = 0;
    signal.addEventListener("abort", () => end(new DOMException("", "AbortError")));
    worker.onerror = (event) => end(new Error(event.message));
    worker.onmessage = ({ data }) => {
      if (data.begun) return void (timer = setTimeout(() => end(new DOMException("", "TimeoutError")), seconds * 1000));
      clearTimeout(timer);
      if (data.error) reject(new Error(data.error));
      else resolve(data.answer);
    };
    const address = (path) => new URL(file(path), location.href).href;
    worker.postMessage({ text, wasm: address("static/oxigraph.wasm"), quads: address("graph.nq") });
  });
}

async function asPage(text) {
  await script("static/engine.js");
  const bytes = async (base64) => Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
  await window.kgEngine.ready(window.kgFiles
    ? { wasm: () => window.kgBytes("engine"), quads: () => window.kgBytes("graph") }
    : { wasm: async () => bytes(await byScript("oxigraph.wasm")), quads: () => byScript("graph.nq") });
  await new Promise((resolve) => setTimeout(resolve));
  return window.kgEngine.reply(text);
}
