/** What a view shows stands in its address: read from it, written to it, and shown again when it changes. */

let shown = () => {}, page = "";

/** In a single file the address of a view lies behind the #, elsewhere in the query. */
const single = () => Boolean(window.kgFiles);

/** Return what the address says. */
export function read() {
  if (!single()) return new URLSearchParams(location.search);
  return new URLSearchParams(location.hash.split("?")[1] || "");
}

/**
 * Change the address, and show the view again.
 *
 * @param changes names -> a value, an array of values, or null for none
 * @param replace whether the way back leads past the present state, as for every letter typed
 */
export function write(changes, replace = false) {
  const params = read();
  for (const [name, value] of Object.entries(changes)) {
    params.delete(name);
    for (const one of Array.isArray(value) ? value : [value]) if (one !== null && one !== "" && one !== false) params.append(name, one === true ? "1" : one);
  }
  const asked = params.toString();
  const address = single() ? location.hash.split("?")[0] + (asked ? "?" + asked : "") : location.pathname + (asked ? "?" + asked : "");
  history[replace ? "replaceState" : "pushState"](null, "", address);
  renew();
}

/** Show the view anew, the focus kept: on what stands where the focused control stood and says the same. */
async function renew() {
  const at = document.activeElement, main = document.getElementById("main"), lost = () => !document.activeElement || document.activeElement === document.body;
  const mark = main?.contains(at) && at !== main ? [nameOf(at), alike(main, nameOf(at)).indexOf(at)] : null;
  const done = shown();
  const found = () => alike(main, mark[0])[mark[1]];
  if (mark && lost()) found()?.focus({ preventScroll: true });
  await done;
  if (mark && lost()) (found() && !found().disabled ? found() : main).focus({ preventScroll: true });
}

const nameOf = (control) => [control.tagName, control.dataset.key, control.title, control.name, control.tagName === "INPUT" ? control.value : control.textContent].join("|");
const alike = (main, name) => [...main.querySelectorAll("button, input, a, summary")].filter((control) => nameOf(control) === name);

/** Keep something beside the address, which comes again with reload and back: what a picture has settled to. */
export const keep = (value) => history.replaceState(value, "");

/** Return what was kept beside the present address. */
export const kept = () => history.state;

/** Show a view now and whenever the address changes. */
export function view(show) {
  [shown, page] = [show, here()];
  show();
}

/** Return which page the address names, without what it asks. */
const here = () => (single() ? location.hash.split("?")[0] : location.pathname);

window.addEventListener("popstate", () => here() === page && renew());
