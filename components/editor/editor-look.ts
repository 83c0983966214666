import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

/** Pixels. */
export const lineHeight = 20;

// Our own colours by name, so that light, dark and more contrast are the page's; the browser draws caret and selection itself.
const theme = EditorView.theme({
  "&": { backgroundColor: "var(--surface)", color: "var(--ink)", fontSize: "13px", borderRadius: "inherit" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": {
    fontFamily: "var(--mono)",
    lineHeight: `${lineHeight}px`,
    maxHeight: "60vh",
    borderRadius: "inherit",
  },
  ".cm-content": { padding: "6px 0", boxSizing: "content-box", caretColor: "var(--ink)" },
  ".cm-line": { padding: "0 10px" },
  ".cm-gutters": { backgroundColor: "var(--raised)", color: "var(--ink-2)", border: "none" },
  ".cm-lineNumbers .cm-gutterElement": { padding: "0 6px 0 8px", minWidth: "28px" },
  ".cm-activeLineGutter": { backgroundColor: "var(--pressed)", color: "var(--ink)" },
  ".cm-placeholder": { color: "var(--ink-3)", whiteSpace: "pre" },
  ".cm-specialChar": { color: "var(--failed)" },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--accent-soft)" },
  "&.cm-focused .cm-nonmatchingBracket": { backgroundColor: "var(--failed-soft)" },
});

const colours = HighlightStyle.define([
  { tag: [tags.definition(tags.propertyName), tags.propertyName], color: "var(--accent)" },
  { tag: tags.comment, color: "var(--ink-3)" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--running)" },
  { tag: [tags.meta, tags.typeName, tags.labelName, tags.keyword], color: "var(--working)" },
]);

export const editorLook: Extension = [theme, syntaxHighlighting(colours)];
