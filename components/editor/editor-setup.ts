import { history, historyKeymap, indentLess, indentMore, standardKeymap, toggleComment } from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import { bracketMatching, indentUnit } from "@codemirror/language";
import { EditorState, type Extension } from "@codemirror/state";
import { EditorView, highlightActiveLineGutter, highlightSpecialChars, keymap, lineNumbers } from "@codemirror/view";
import { editorLook } from "./editor-look.ts";

/**
 * Only a line feed ends a line: a carriage return is a character like any other and stays where it is. Without this, CodeMirror takes every
 * kind of end for one and writes them all as line feeds.
 */
export const exactBytes: Extension = EditorState.lineSeparator.of("\n");

export type EditorLanguage = "yaml" | "plain";

/** Colours and indentation of what is written; a script is left as it is. */
export const languageOf = (language: EditorLanguage): Extension => (language === "yaml" ? yaml() : []);

/** The keys of any text field, with indentation and comments. Tab is none of them: it leaves the field. */
const keys = keymap.of([
  ...standardKeymap,
  ...historyKeymap,
  { key: "Mod-[", run: indentLess },
  { key: "Mod-]", run: indentMore },
  { key: "Mod-/", run: toggleComment },
]);

/** What every editor has, whatever it edits. */
export const editorBase = (): Extension => [
  exactBytes,
  history(),
  lineNumbers(),
  highlightActiveLineGutter(),
  highlightSpecialChars(),
  bracketMatching(),
  indentUnit.of("  "),
  EditorView.contentAttributes.of({ autocapitalize: "off", autocorrect: "off", spellcheck: "false" }),
  keys,
  editorLook,
];
