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
  ".cm-tooltip": {
    backgroundColor: "var(--surface)",
    color: "var(--ink)",
    border: "1px solid var(--line-strong)",
    borderRadius: "var(--radius-control-size)",
    boxShadow: "var(--float)",
    overflow: "hidden",
    maxWidth: "min(420px, 92vw)",
  },
  ".cm-tooltip.cm-tooltip-autocomplete": { overflow: "visible" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "var(--mono)", maxHeight: "240px" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "3px 8px", lineHeight: "18px" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": {
    backgroundColor: "var(--accent)",
    color: "var(--on-accent)",
  },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "600" },
  ".cm-completionDetail": { fontFamily: "var(--sans)", fontStyle: "normal", color: "var(--ink-3)", fontSize: "12px" },
  "li[aria-selected] .cm-completionDetail": { color: "inherit" },
  ".cm-tooltip.cm-completionInfo": { padding: "0", maxWidth: "min(340px, 80vw)" },
  ".cm-explanation": { padding: "6px 10px", fontFamily: "var(--sans)", lineHeight: "18px", whiteSpace: "normal" },
  ".cm-diagnostic": { padding: "6px 10px", fontFamily: "var(--sans)", lineHeight: "18px", borderLeftWidth: "3px" },
  ".cm-diagnostic-error": { borderLeftColor: "var(--failed)" },
  ".cm-diagnostic-warning": { borderLeftColor: "var(--attention)" },
  ".cm-diagnostic-info": { borderLeftColor: "var(--working)" },
  ".cm-lintRange": { backgroundImage: "none !important", paddingBottom: "0", textDecoration: "underline wavy 1px" },
  ".cm-lintRange-error": { textDecorationColor: "var(--failed)", backgroundColor: "var(--failed-soft)" },
  ".cm-lintRange-warning": { textDecorationColor: "var(--attention)", backgroundColor: "var(--attention-soft)" },
  ".cm-lintRange-info": { textDecoration: "underline dotted 1px var(--working)" },
  ".cm-lintRange-active": { outline: "1px solid var(--line-strong)" },
  ".cm-gutters": { backgroundColor: "transparent", color: "var(--ink-2)", border: "none" },
  ".cm-lineNumbers .cm-gutterElement": { padding: "0 6px 0 8px", minWidth: "28px" },
  ".cm-activeLineGutter": { backgroundColor: "var(--pressed)", color: "var(--ink)" },
  ".cm-placeholder": { color: "var(--ink-3)", whiteSpace: "pre" },
  ".cm-specialChar": { color: "var(--failed)" },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--accent-soft)" },
  "&.cm-focused .cm-nonmatchingBracket": { backgroundColor: "var(--failed-soft)" },
  // Where the system has its own colours, what is chosen, what is marked and what is only a hint keep looking it.
  "@media (forced-colors: active)": {
    ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": {
      forcedColorAdjust: "none",
      backgroundColor: "Highlight",
      color: "HighlightText",
    },
    ".cm-placeholder": { color: "GrayText" },
    ".cm-activeLineGutter": { fontWeight: "700" },
    ".cm-lintRange-error": { textDecorationStyle: "double" },
    "&.cm-focused .cm-matchingBracket, &.cm-focused .cm-nonmatchingBracket": { outline: "1px solid" },
  },
});

const colours = HighlightStyle.define([
  { tag: [tags.definition(tags.propertyName), tags.propertyName], color: "var(--accent)" },
  { tag: tags.comment, color: "var(--ink-3)" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--ink-2)" },
  { tag: [tags.meta, tags.typeName, tags.labelName, tags.keyword], color: "var(--working)" },
]);

export const editorLook: Extension = [theme, syntaxHighlighting(colours)];
