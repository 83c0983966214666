import type { RefObject } from "react";
import type { EditorLanguage } from "./editor-setup.ts";

/** What a button beside the editor does in it. */
export type EditorHandle = {
  focus: () => void;
  /** Selects this stretch and shows it; offsets into the text. */
  select: (from: number, to: number) => void;
};

/** Something to say about a stretch of the text. */
export type EditorMark = { from: number; to: number; severity: "error" | "warning" | "info"; message: string };

/** A word to choose while typing. */
export type EditorChoice = { label: string; insert: string; detail?: string; explanation?: string };
export type ChoicesAt = (text: string, at: number) => { from: number; options: readonly EditorChoice[] } | null;

/** What is known of a place in the text: what it is called, and sentences about it. */
export type EditorHelp = { title: string; detail: string; sentences: readonly string[] };
export type HelpAt = (text: string, at: number) => EditorHelp | null;

/** A control of the Field around it, as any other. */
export type EditorProps = {
  /** Its name once more: a label's own way to name a control does not lead to what CodeMirror is made of. */
  label: string;
  value: string;
  /** The whole text, every byte as typed. */
  onChange: (value: string) => void;
  language?: EditorLanguage;
  placeholder?: string;
  isReadOnly?: boolean;
  /** Something is wrong in it, beside what the Field around it says. */
  isInvalid?: boolean;
  /** What else is read out with it, beside what the Field around it gives. */
  describedBy?: string;
  minLines?: number;
  handle?: RefObject<EditorHandle | null>;
};

export type CodeEditorProps = EditorProps & {
  /** Set while somebody writes in the field that this one takes the place of: it goes on there. */
  caret?: RefObject<Caret | null>;
  marks?: readonly EditorMark[];
  choices?: ChoicesAt;
  help?: HelpAt;
  /** Where the caret is now. */
  onCaret?: (at: number) => void;
  /** CodeMirror's own words, as it asks for them. */
  phrases?: Readonly<Record<string, string>>;
};

/** Where somebody was writing in the plain field when the editor came to take its place. */
export type Caret = { from: number; to: number };
