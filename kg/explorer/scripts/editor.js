/**
 * A SPARQL editor: CodeMirror with completion of our terms and prefixes. It stands in a shadow root, where its style sheets are
 * adopted and need no `unsafe-inline`.
 */

import { autocompletion, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { HighlightStyle, StreamLanguage, bracketMatching, syntaxHighlighting } from "@codemirror/language";
import { sparql } from "@codemirror/legacy-modes/mode/sparql";
import { EditorState } from "@codemirror/state";
import { EditorView, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { h, pick } from "./page.js";
import { say } from "./says.js";

const WORDS = "SELECT DISTINCT WHERE GRAPH FILTER OPTIONAL UNION MINUS BIND VALUES COUNT MIN MAX SUM AVG SAMPLE GROUP_CONCAT ORDER GROUP BY HAVING ASC DESC LIMIT OFFSET ASK CONSTRUCT DESCRIBE CONTAINS STR LANG REGEX EXISTS NOT".split(" ");
const COLOURS = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--kg-keyword)", fontWeight: "bold" }, { tag: tags.comment, color: "var(--kg-soft)" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--kg-string)" }, { tag: [tags.variableName, tags.special(tags.variableName)], color: "var(--kg-variable)" },
  { tag: [tags.atom, tags.namespace, tags.literal], color: "var(--kg-atom)" },
]);
const LOOK = EditorView.theme({
  "&": { color: "var(--kg-ink)", backgroundColor: "var(--kg-paper)", border: "1px solid var(--kg-line)", borderRadius: "4px", fontSize: "0.9rem" },
  "&.cm-focused": { outline: "3px solid var(--kg-focus)" }, ".cm-scroller": { maxHeight: "24rem", overflow: "auto", lineHeight: "1.5" }, ".cm-content": { caretColor: "var(--kg-ink)" },
  ".cm-gutters": { backgroundColor: "transparent", color: "var(--kg-soft)", border: "none" }, ".cm-tooltip": { color: "var(--kg-ink)", backgroundColor: "var(--kg-paper)", border: "1px solid var(--kg-line)" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { color: "var(--kg-paper)", backgroundColor: "var(--kg-focus)" }, ".cm-completionDetail": { fontStyle: "normal", opacity: 0.85 },
});

/** Complete a term after its prefix, or a prefix, a keyword or a variable that occurs. */
const completing = (prefixes, terms) => (context) => {
  const word = context.matchBefore(/[?$]?[\p{L}\w-]*:?[\p{L}\w-]*/u);
  if (!word || (word.from === word.to && !context.explicit)) return null;
  const variables = [...new Set(context.state.doc.toString().match(/[?$]\w+/g) || [])].filter((name) => name !== word.text);
  return { from: word.from, validFor: /^[?$]?[\p{L}\w-]*:?[\p{L}\w-]*$/u, options: [
    ...terms.map(([name, zh, en]) => ({ label: name, detail: pick(zh, en), type: "property" })), ...Object.keys(prefixes).map((name) => ({ label: `${name}:`, detail: prefixes[name], type: "namespace" })),
    ...WORDS.map((name) => ({ label: name, type: "keyword", boost: -1 })), ...variables.map((name) => ({ label: name, type: "variable" })),
  ] };
};

/** Replace what is selected ourselves: a browser would keep its colours in inline styles, which pages here forbid. */
function replacing(event, view) {
  if (event.inputType !== "insertText" || !event.data || view.composing || view.state.selection.main.empty) return false;
  event.preventDefault();
  view.dispatch({ ...view.state.replaceSelection(event.data), userEvent: "input.type", scrollIntoView: true });
  return true;
}

/** Make an editor: `{element, text(), set(text)}`; `run` is called by Ctrl+Enter. */
export function editor({ prefixes, terms }, run) {
  const element = h("div", { class: "kg-editor" }), root = element.attachShadow({ mode: "open" });
  const view = new EditorView({ root, parent: root, state: EditorState.create({ extensions: [
    lineNumbers(), history(), bracketMatching(), StreamLanguage.define(sparql), syntaxHighlighting(COLOURS), LOOK, EditorView.lineWrapping,
    autocompletion({ override: [completing(prefixes, terms)] }), keymap.of([{ key: "Mod-Enter", run: () => (run(), true) }, ...completionKeymap, ...defaultKeymap, ...historyKeymap]),
    EditorView.domEventHandlers({ beforeinput: replacing }), EditorView.contentAttributes.of({ tabindex: "0", "aria-label": say("editor"), "aria-description": say("editorHelp") }),
  ] }) });
  return { element, text: () => view.state.doc.toString(), set: (text) => text !== view.state.doc.toString() && view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } }) };
}
