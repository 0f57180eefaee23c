/** The picture of a graph: Cytoscape.js with the layout fcose. Colours are read from the style sheet, so that light and dark both fit. */

import cytoscape from "cytoscape";
import fcose from "cytoscape-fcose";
import { beginnings } from "./placing.js";

cytoscape.use(fcose);
const STYLE = "__________cytoscape_stylesheet"; // the library writes its one rule into the page unless this is there; ours stands in live.css
const HAN = /\p{Script=Han}/u; // Chinese breaks anywhere, other words between them
const LOUD = 40; // edges that all bear their names; of more, those of the chosen thing
const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

function styles(holder) {
  const css = getComputedStyle(holder), colour = (name, fallback) => css.getPropertyValue(name).trim() || fallback;
  const [ink, soft, paper] = [colour("--kg-ink", "#1a1a1a"), colour("--kg-line", "#8a8a8a"), colour("--kg-paper", "#ffffff")];
  const kinds = ["meeting", "person", "group", "case", "directive", "project", "organization"];
  const shapes = { meeting: "round-rectangle", person: "ellipse", group: "hexagon", case: "ellipse", directive: "round-tag", project: "diamond", organization: "rectangle" };
  return [
    { selector: "node", style: { label: "data(label)", color: ink, "font-size": 12, "text-wrap": "wrap", "text-max-width": 130, "text-valign": "bottom", "text-margin-y": 4, "text-overflow-wrap": (node) => (HAN.test(node.data("label")) ? "anywhere" : "whitespace"), width: 22, height: 22, "min-zoomed-font-size": 5, "border-width": 1, "border-color": ink, "text-background-color": paper, "text-background-opacity": 0.75, "text-background-padding": 1 } },
    ...kinds.map((kind) => ({ selector: `node.${kind}`, style: { "background-color": colour(`--kg-${kind}`, "#777"), shape: shapes[kind] } })),
    { selector: "node.begin", style: { width: 32, height: 32, "font-weight": "bold" } },
    { selector: "node.pinned", style: { "border-width": 3, "border-style": "double" } },
    { selector: "node:selected", style: { "border-width": 4, "border-color": colour("--kg-focus", "#0b57d0") } },
    { selector: "edge", style: { width: 1.4, "line-color": soft, "target-arrow-color": soft, "target-arrow-shape": "triangle", "arrow-scale": 0.8, "curve-style": "bezier", label: "data(label)", "font-size": 9, color: ink, "text-rotation": "autorotate", "min-zoomed-font-size": 8, "text-background-color": paper, "text-background-opacity": 0.85 } },
    { selector: "edge.quiet", style: { label: "" } },
    { selector: "edge.near", style: { label: "data(label)", width: 2, "line-color": colour("--kg-focus", "#0b57d0"), "target-arrow-color": colour("--kg-focus", "#0b57d0"), "z-index": 2 } },
  ];
}

/**
 * Begin a picture.
 *
 * @param holder where it stands
 * @param selected called with a node's place when it is chosen, or with null
 * @param moved called with a node's place and position after it was dragged
 * @param settled called when the layout is done, with the positions of all: `{place: [x, y]}`
 */
export function picture(holder, selected, moved = () => {}, settled = () => {}) {
  if (!document.getElementById(STYLE)) document.head.append(Object.assign(document.createElement("meta"), { id: STYLE }));
  const cy = cytoscape({ container: holder, style: styles(holder), minZoom: 0.15, maxZoom: 3, pixelRatio: "auto" });
  const select = (place) => {
    cy.elements().unselect().removeClass("near");
    if (place !== null) cy.getElementById(String(place)).select().connectedEdges().addClass("near");
  };
  cy.on("tap", (event) => {
    const place = event.target !== cy && event.target.isNode() ? Number(event.target.id()) : null;
    select(place);
    selected(place);
  });
  cy.on("dragfree", "node", (event) => moved(Number(event.target.id()), event.target.position()));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => cy.style(styles(holder)));
  return { show: (nodes, edges) => show(cy, nodes, edges, settled), select, zoom: (by) => cy.zoom({ level: cy.zoom() * by, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } }), fit: () => cy.fit(undefined, 30), pan: (x, y) => cy.panBy({ x, y }), at: (place) => cy.getElementById(String(place)).position(), count: () => cy.nodes().length };
}

/** Return how long an edge is best: the more its ends are joined to, the more room their names need. */
const roomy = (edge) => Math.max(95, 9 * Math.max(edge.source().degree(), edge.target().degree()));

function show(cy, nodes, edges, settled) {
  const wanted = new Set([...nodes.map((node) => String(node.place)), ...edges.map((edge) => edge.id)]);
  cy.elements().filter((element) => !wanted.has(element.id())).remove();
  const known = cy.nodes().length, middle = known ? cy.nodes().boundingBox() : { x1: 0, y1: 0, w: 0, h: 0 }, first = known ? new Map() : beginnings(nodes, edges);
  let fresh = 0;
  const beside = (node) => {
    fresh += 1;
    const angle = fresh * 2.4, far = 40 + 14 * Math.sqrt(fresh), near = node.near === undefined ? null : cy.getElementById(String(node.near));
    const at = near?.nonempty() ? near.position() : { x: middle.x1 + middle.w / 2, y: middle.y1 + middle.h / 2 };
    return first.get(node.place) || { x: at.x + far * Math.cos(angle), y: at.y + far * Math.sin(angle) };
  };
  cy.batch(() => {
    for (const node of nodes) {
      let held = cy.getElementById(String(node.place));
      if (held.empty()) held = cy.add({ group: "nodes", data: { id: String(node.place) }, position: node.pin || node.at || beside(node) });
      held.data("label", node.label);
      held.classes([node.kind, node.begin ? "begin" : "", node.pin ? "pinned" : ""].filter(Boolean));
      if (node.pin) held.position(node.pin);
    }
    for (const edge of edges) if (cy.getElementById(edge.id).empty()) cy.add({ group: "edges", data: { id: edge.id, source: String(edge.source), target: String(edge.target), label: edge.label } });
    cy.edges().toggleClass("quiet", edges.length > LOUD);
  });
  if (!fresh) return void (known || cy.fit(undefined, 30));
  const fixed = nodes.filter((node) => node.pin).map((node) => ({ nodeId: String(node.place), position: node.pin }));
  const layout = cy.layout({ name: "fcose", quality: "default", randomize: false, animate: !still() && nodes.length < 120, animationDuration: 350, fit: true, padding: 30, nodeDimensionsIncludeLabels: true, idealEdgeLength: roomy, nodeRepulsion: 9000, gravity: 0.1, fixedNodeConstraint: fixed.length ? fixed : undefined });
  layout.one("layoutstop", () => settled(Object.fromEntries(cy.nodes().map((node) => [node.id(), [Math.round(node.position("x")), Math.round(node.position("y"))]]))));
  layout.run();
}
