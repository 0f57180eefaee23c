// Answers the queries of a folder (NAME.rq) over a file of quads, each into NAME.rq.json: comunica.mjs ENGINE GRAPH FOLDER
import fs from "node:fs";
import path from "node:path";

const [, , module, graph, folder] = process.argv;
const { QueryEngine } = await import(module);
const engine = new QueryEngine();
for (const name of fs.readdirSync(folder).filter((name) => name.endsWith(".rq"))) {
  const file = path.join(folder, name);
  const found = await engine.query(fs.readFileSync(file, "utf8"), { sources: [graph] });
  const { data } = await engine.resultToString(found, "application/sparql-results+json");
  let text = "";
  for await (const piece of data) text += piece;
  const { head, results } = JSON.parse(text);
  fs.writeFileSync(`${file}.json`, JSON.stringify({ head, results }));
}
