/** What the columns of an answer hold: names, dates, numbers, things; and so which pictures they allow. */

const DATE = /^\d{4}-\d\d-\d\d$/, WHOLE = /^\d+$/;
const ROC = /roc_?year$/i, PLACES = /year$|ordinal$|^(begin|end|line|page)$/i;

/**
 * Read an answer: `{columns, rows, leads, naming, years, dates, numbers, things, pairs}`.
 *
 * @param found SPARQL results in JSON
 * @param thingOf returns the thing of the network that a term names
 */
export function columnsOf(found, thingOf) {
  const rows = found.results.bindings, all = found.head.vars;
  const leads = new Map(all.flatMap((name) => ["Title", "Name"].map((ending) => [name + ending, name])).filter(([named]) => all.includes(named)));
  const led = new Set(leads.values()), columns = all.filter((name) => !led.has(name));
  const holds = (name, test) => rows.some((row) => row[name]) && rows.every((row) => !row[name] || test(row[name]));
  const dates = columns.filter((name) => holds(name, (term) => DATE.test(term.value))), whole = columns.filter((name) => holds(name, (term) => term.type !== "uri" && WHOLE.test(term.value)));
  const numbers = whole.filter((name) => !PLACES.test(name)), years = whole.filter((name) => /year$/i.test(name)), plain = columns.filter((name) => !dates.includes(name) && !whole.includes(name));
  const things = all.filter((name) => rows.some((row) => thingOf(row[name])));
  const pairs = rows.flatMap((row) => {
    const held = things.map((name) => [name, thingOf(row[name])]).filter(([, thing]) => thing);
    return held.slice(1).filter(([, thing]) => thing !== held[0][1]).map(([name, thing]) => ({ source: held[0][1], target: thing, name }));
  });
  return { columns, rows, leads, years, dates, numbers, things, pairs, naming: plain.find((name) => leads.has(name)) || plain.find((name) => things.includes(name)) || plain[0] };
}

/** Return the views that an answer allows. */
export const viewsOf = ({ dates, numbers, naming, pairs, rows }) => ["table", ...(dates.length && naming ? ["timeline"] : []), ...(numbers.length && naming && rows.length > 1 ? ["bars"] : []), ...(pairs.length ? ["graph"] : [])];

/** Return whether a column holds years of the Republic. */
export const isRoc = (name) => ROC.test(name);

/** Return the rows under their names, those of one name together: `[[row, …], …]`, in the order they came. */
export function named({ rows, naming, leads }) {
  const held = new Map();
  for (const row of rows) {
    const key = (row[leads.get(naming)] || row[naming])?.value ?? "";
    held.set(key, [...(held.get(key) || []), row]);
  }
  return [...held.values()];
}
