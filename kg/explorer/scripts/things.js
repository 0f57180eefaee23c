/** The rows of data/things.json as objects, and the words for kinds and states. */

import { load } from "./data.js";
import { fold } from "./fold.js";
import { english, h, pageHref } from "./page.js";

const COLUMNS = ["id", "kind", "label", "labelEn", "names", "status", "date", "start", "end", "hub"];

/** Return all things in the order of their ids. */
export async function things() {
  const [rows] = await Promise.all([load("things.json"), load("words.json")]);
  if (!rows.made) {
    rows.made = rows.map((row, place) => Object.assign(Object.fromEntries(COLUMNS.map((name, at) => [name, row[at]])), { place }));
    rows.byId = new Map(rows.made.map((thing) => [thing.id, thing]));
  }
  return rows.made;
}

/** Return things by their ids. */
export async function byId() {
  await things();
  return (await load("things.json")).byId;
}

/** Return what finds a thing by its id, or by a name that it alone bears. */
export async function meaning() {
  const [all, known] = await Promise.all([things(), byId()]);
  const bears = (thing, key) => [thing.label, thing.labelEn, ...thing.names].some((name) => name && fold(name) === key);
  return (name) => {
    if (!name || known.has(name)) return known.get(name);
    const key = fold(name), found = all.filter((thing) => bears(thing, key));
    return found.length === 1 ? found[0] : undefined;
  };
}

/** Return what a thing is called. */
export const labelOf = (thing) => (english() && thing.labelEn) || thing.label;

/** Return the body that a group or a case belongs to, as its id says: names alone may be alike. */
export const bodyOf = ({ id, kind }) => (["group", "case"].includes(kind) && !id.includes("://") ? id.split("/").slice(1, -1).join("/") : "");

/** Return the way to a thing's page. */
export const hrefOf = (thing) => (thing.id.includes("://") ? null : pageHref(thing.id));

/** Return a link to a thing's page, its name or other words; these alone where it has none. */
export function linkTo(thing, attributes, words = labelOf(thing)) {
  const href = hrefOf(thing);
  return href ? h("a", { href, ...attributes }, h("bdi", {}, words)) : h("bdi", attributes, words);
}

/** Return the words of the vocabulary: `word("kinds", "case")`. */
export async function vocabulary() {
  const words = await load("words.json");
  return (table, code) => {
    const found = (words[table] || {})[code];
    return found ? (english() && found[1]) || found[0] : code;
  };
}
