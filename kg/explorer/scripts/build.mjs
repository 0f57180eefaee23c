/** Build what pages load: each entry as one minified script in ../static, the engine's WebAssembly, and the table of what is in them. */

import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const STATIC = "../static";
const ENTRIES = ["explorer", "cases", "connections", "graph", "query", "engine", "single"];

mkdirSync(`${STATIC}/licences`, { recursive: true });
const made = await build({
  entryPoints: ENTRIES.map((name) => `${name}.js`), outdir: STATIC, bundle: true, minify: true, format: "iife", target: "es2022", legalComments: "none", charset: "utf8",
  define: { "import.meta.url": '""' }, metafile: true, logLevel: "warning",
});
copyFileSync("node_modules/oxigraph/web_bg.wasm", `${STATIC}/oxigraph.wasm`);

const files = [...ENTRIES.map((name) => `${name}.js`), "oxigraph.wasm"];
const partsOf = (file) => (file === "oxigraph.wasm" ? ["oxigraph"] : [...new Set(Object.keys(made.metafile.outputs[`${STATIC}/${file}`].inputs).map(packageOf).filter(Boolean))].sort());
const held = new Map();

function packageOf(path) {
  return (path.match(/node_modules\/((?:@[^/]+\/)?[^/]+)/) || [])[1];
}

/** Keep the text of a package's licence; say where none travels with it. */
function licence(name) {
  const folder = `node_modules/${name}`, { version, license } = JSON.parse(readFileSync(`${folder}/package.json`, "utf8"));
  const file = readdirSync(folder).find((one) => /^licen[cs]e/i.test(one)), kept = `licences/${name.replace("@", "").replace("/", "-")}.txt`;
  if (file) writeFileSync(`${STATIC}/${kept}`, readFileSync(`${folder}/${file}`));
  else if (!existsSync(`${STATIC}/${kept}`)) throw new Error(`${name} comes without the text of its licence: put it into ${kept}`);
  held.set(name, { version, license, kept, from: file ? "" : ": its package brings none, this is `LICENSE-MIT` of its repository" });
}

for (const file of files) partsOf(file).forEach((name) => held.has(name) || licence(name));
const hash = (file) => createHash("sha256").update(readFileSync(`${STATIC}/${file}`)).digest("hex");
const size = (file) => [readFileSync(`${STATIC}/${file}`).length, gzipSync(readFileSync(`${STATIC}/${file}`), { level: 9 }).length].map((bytes) => bytes.toLocaleString("en"));
const table = (head, rows) => [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");
writeFileSync(`${STATIC}/README.md`, `# What pages load

Built from \`kg/explorer/scripts/\` (its README says how). \`explorer.js\` is on every page; the others are loaded by the page that needs them.

${table(["file", "bytes", "gzipped", "holds", "SHA-256"], files.map((file) => [`\`${file}\``, ...size(file), partsOf(file).join(", ") || "our own", `\`${hash(file)}\``]))}

## What others made

${table(["package", "version", "licence", "its text"], [...held].sort().map(([name, { version, license, kept, from }]) => [name, version, license, `[${kept}](${kept})${from}`]))}
`);
