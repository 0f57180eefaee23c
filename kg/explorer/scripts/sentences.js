/** Edges and connections in sentences, from the forms in data/words.json. */

import { load } from "./data.js";
import { english, pick } from "./page.js";
import { labelOf } from "./things.js";

const put = (form, ...values) => form.replace(/\{(\d)\}/g, (_, place) => values[place]);

/** Return what says things: `sentence(edge)`, `heading(connection)`, `named(place)`. */
export async function sentences(links) {
  const words = await load("words.json");
  const spoken = (pair) => pair[Number(english())];

  function named(place) {
    const node = links.nodes[place];
    if (!["directive", "case"].includes(node.kind)) return labelOf(node);
    const kind = spoken(words.kinds[node.kind]);
    return pick(`${kind}「${labelOf(node)}」`, `${kind} “${labelOf(node)}”`);
  }

  function sentence(edge) {
    const form = words.sentences[edge.kind];
    const ends = [named(edge.source), named(edge.target)];
    if (form) return put(spoken(form), ...ends);
    const label = words.edges[edge.kind] || [edge.kind, edge.kind];
    return put(spoken(words.decided), ...ends, edge.wording || label[0], label[1]);
  }

  function heading({ rank, context, steps }) {
    const kind = spoken(words.ranks[rank]);
    if (context === "") return kind;
    const colon = (one, other) => pick(`${one}：${other}`, `${one}: ${other}`);
    if (rank !== "item") return colon(kind, named(context));
    const meeting = steps[0].meeting;
    const key = meeting === "" ? "" : links.nodes[meeting].id.slice("meeting/".length);
    return colon(kind, `${meeting === "" ? "" : named(meeting)} ${context.slice(`item/${key}/`.length)}`);
  }

  return { named, sentence, heading };
}
