/** The page a script runs in: its language, the way to other pages and files, and elements made without markup. */

const html = document.documentElement;

/** Tell whether the page speaks English. */
export const english = () => html.lang.toLowerCase().startsWith("en");

/** Choose between Chinese and English; where there is no English, Chinese. */
export const pick = (zh, en) => (english() && en) || zh;

/** Return the way to a file of the explorer that is the same in both languages. */
export const file = (path) => (html.dataset.root || "") + path;

/** Return the way to a page, in the language of this one; `params` is what it is asked. */
export function pageHref(path, params = {}) {
  const query = new URLSearchParams(html.dataset.query || "");
  for (const [name, value] of Object.entries(params)) for (const one of [value].flat()) query.append(name, one);
  const asked = query.toString();
  return (html.dataset.pages || "") + encode(path) + ".html" + (asked ? "?" + asked : "");
}

/** Tell whether a server answers, and not a folder of files. */
export const served = () => html.dataset.served === "1";

/** Escape a path for an address, its slashes kept. */
export const encode = (path) => path.split("/").map(encodeURIComponent).join("/");

/**
 * Make an element. Attributes whose names begin with `on` are listeners; `true` is an empty attribute, `false` and `null` none.
 * Children are elements or text: no markup is ever read.
 */
export function h(tag, attributes, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

/** Make an element of SVG. */
export function s(tag, attributes, ...children) {
  return filled(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

function filled(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Empty an element and fill it anew. */
export function refill(element, ...children) {
  element.replaceChildren(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Say something to those who hear the page. */
export function announce(words) {
  let live = document.getElementById("kg-said");
  if (!live) document.body.append((live = h("div", { id: "kg-said", class: "kg-unseen", role: "status", "aria-live": "polite" })));
  live.textContent = words;
}

/** Offer text as a file. */
export function save(name, text, type) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  h("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
