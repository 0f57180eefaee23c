/** The view of a search where no server answers: things whose names hold the words, and lines of the minutes that do. */

import { load } from "./data.js";
import { fold } from "./fold.js";
import { announce, h, pageHref, refill } from "./page.js";
import { say } from "./says.js";
import * as state from "./state.js";
import { suggest } from "./suggest.js";
import { byId, linkTo, vocabulary } from "./things.js";

const [THINGS, LINES] = [60, 100];
const ALL = new Set(["case", "person", "group", "project", "organization", "meeting", "directive"]);
const BREAKS = /\r\n|[\r\n\f\v\u2028\u2029]/;

/** List what the address asks for. */
export async function finding(main) {
  const asked = (state.read().get("q") || "").trim(), words = asked.split(/\s+/).map(fold).filter(Boolean), input = document.getElementById("q");
  if (input) input.value = asked;
  const title = main.querySelector("h1");
  if (!words.length) return refill(main, title, h("p", {}, say("search")));
  const [word, known, things, lines] = [await vocabulary(), await byId(), await suggest(asked, THINGS, ALL), await said(words)];
  const section = (name, count, list) => h("section", { "aria-labelledby": `kg-${name}` }, h("h2", { id: `kg-${name}` }, say(name), " ", h("span", { class: "count" }, say("found", count))), count ? list : h("p", {}, say(name === "names" ? "none" : "noLine")));
  const named = (thing) => h("li", {}, linkTo(thing), " ", h("small", { class: `kg-kind kg-is-${thing.kind}` }, word("kinds", thing.kind)), thing.status ? ` ${word("statuses", thing.status)}` : "");
  const quoted = ({ minutes, number, text }) => h("li", {}, h("figure", { class: "quote" }, h("blockquote", {}, h("p", {}, marked(text, words))),
    h("figcaption", {}, h("a", { href: `${pageHref(minutes)}#L${number}` }, h("bdi", {}, known.get(minutes.replace("minutes", "meeting"))?.label || minutes), " ", say("lineAt", number)))));
  announce(say("found", things.length + lines.length));
  refill(main, title, section("names", things.length, h("ul", { class: "kg-found" }, things.map(named))),
    section("lines", lines.length, [lines.length > LINES ? h("p", { class: "note" }, say("firstLines", LINES)) : null, h("ul", { class: "all" }, lines.slice(0, LINES).map(quoted))]));
}

/** Return the lines of minutes that hold all words. */
async function said(words) {
  const found = [];
  for (const [minutes, first, text] of await load("text.json")) {
    text.split(BREAKS).forEach((line, at) => {
      const key = fold(line);
      if (words.every((word) => key.includes(word))) found.push({ minutes, number: first + at, text: line });
    });
  }
  return found;
}

/** Return a line with the words marked, however they are spelled there. */
function marked(line, words) {
  let key = "";
  const at = [], ends = [];
  for (let place = 0; place < line.length; ) {
    const char = String.fromCodePoint(line.codePointAt(place)), folded = fold(char);
    for (let unit = 0; unit < folded.length; unit += 1) at.push(place), ends.push(place + char.length);
    key += folded;
    place += char.length;
  }
  const spans = words.flatMap((word) => [...key.matchAll(new RegExp(word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"), "g"))].map((hit) => [at[hit.index], ends[hit.index + word.length - 1]])).sort((a, b) => a[0] - b[0]);
  const parts = [];
  let done = 0;
  for (const [from, to] of spans) {
    if (from < done) continue;
    parts.push(line.slice(done, from), h("mark", {}, line.slice(from, to)));
    done = to;
  }
  return [...parts, line.slice(done)];
}
