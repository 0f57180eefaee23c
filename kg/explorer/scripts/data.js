/**
 * The data files beside the pages, each fetched once. From disk, where browsers refuse to fetch, each has a copy as a
 * script that hands it over; in a single file all lie in the page.
 */

import { file } from "./page.js";

const held = (window.kgHeld = window.kgHeld || {});
const waiting = (window.kgWaiting = window.kgWaiting || {});

window.kgData = (name, value) => (waiting[name] || (() => {}))(value);

/** Return a data file, read as JSON. */
export function load(name) {
  return (held[name] = held[name] || found(name));
}

async function found(name) {
  if (window.kgFiles) return JSON.parse(await window.kgFiles("data/" + name));
  if (location.protocol === "file:") return byScript(name);
  const answer = await fetch(file("data/" + name));
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
  return answer.json();
}

/** Return what a script hands over: a data file's copy. */
export function byScript(name) {
  return new Promise((resolve, reject) => {
    waiting[name] = resolve;
    script(`data/${name.replace(/\.[a-z]+$/, "")}.js`).catch(reject);
  });
}

/** Run a script of the explorer; once. */
export function script(path) {
  if (window.kgFiles) return window.kgScript(path);
  return (held["script " + path] =
    held["script " + path] ||
    new Promise((resolve, reject) => {
      const element = document.createElement("script");
      element.src = file(path);
      element.onload = resolve;
      element.onerror = () => reject(new Error(path));
      document.head.append(element);
    }));
}
