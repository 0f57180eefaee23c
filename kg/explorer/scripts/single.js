/**
 * The explorer in one file: pages, data and scripts lie in it, compressed; the address of a page stands behind the #.
 * `#/case/….html?view=…#anchor`. A page is parsed and put in place; its links and forms lead to others of the same file.
 */

const PLACE = "https://page.invalid/";
let current = null;

/** Return an archive of the file, unpacked. */
const bytesOf = (name) => {
  const packed = Uint8Array.from(atob(document.getElementById(`kg-${name}`).textContent), (char) => char.charCodeAt(0));
  return new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer().then((buffer) => new Uint8Array(buffer));
};
const archive = bytesOf("files").then((bytes) => JSON.parse(new TextDecoder().decode(bytes)));
const unpacked = Object.fromEntries(["engine", "graph"].map((name) => [name, document.getElementById(`kg-${name}`)]));
const ran = {};

window.kgFiles = async (path) => (await archive)[path];
window.kgBytes = (name) => (document.head.append(unpacked[name]), bytesOf(name));
window.kgScript = (path) => (ran[path] = ran[path] || archive.then((files) => {
  const element = document.createElement("script");
  element.textContent = files[path];
  document.head.append(element);
}));
window.kgGo = (href) => follow(new URL(href, PLACE + current.split("/").map(encodeURIComponent).join("/")));

/** Return the page that the address names: its path, and where in it. */
function asked() {
  const [, path = "", anchor = ""] = decodeURI(location.hash).match(/^#\/([^?#]*)[^#]*#?(.*)$/) || [];
  return { path: decodeURIComponent(path) || (navigator.language.startsWith("zh") ? "index.html" : "en/index.html"), anchor };
}

async function show() {
  const { path, anchor } = asked();
  if (path !== current) {
    const text = (await archive)[path];
    if (text === undefined) return;
    current = path;
    const page = new DOMParser().parseFromString(text, "text/html"), html = document.documentElement;
    document.title = page.title;
    html.lang = page.documentElement.lang;
    for (const name of ["live", ...Object.keys(html.dataset)]) delete html.dataset[name];
    Object.assign(html.dataset, page.documentElement.dataset);
    document.body.className = page.body.className;
    document.body.replaceChildren(...page.body.childNodes);
    scrollTo(0, 0);
    await window.kgScript("static/explorer.js");
    await window.kgEnliven();
  }
  if (anchor) document.getElementById(decodeURIComponent(anchor))?.scrollIntoView();
}

function follow(address) {
  const path = decodeURIComponent(address.pathname.slice(1));
  if (!path.endsWith(".html")) return offer(path);
  location.hash = `#/${address.pathname.slice(1)}${address.search}${address.hash}`;
}

/** Offer a file that is no page. */
async function offer(path) {
  const text = (await archive)[path];
  if (text === undefined) return;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text]));
  link.download = path.split("/").pop();
  link.click();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href]"), href = link?.getAttribute("href");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || /^[a-z]+:/i.test(href)) return;
  event.preventDefault();
  follow(new URL(href, PLACE + current.split("/").map(encodeURIComponent).join("/")));
});
document.addEventListener("submit", (event) => {
  event.preventDefault();
  const address = new URL(event.target.getAttribute("action") || "", PLACE + current.split("/").map(encodeURIComponent).join("/"));
  address.search = new URLSearchParams(new FormData(event.target));
  follow(address);
});
window.addEventListener("popstate", show);
show();
