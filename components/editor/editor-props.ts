import type { RefObject } from "react";
import type { EditorLanguage } from "./editor-setup.ts";

/** What a button beside the editor does in it. */
export type EditorHandle = {
  focus: () => void;
  /** Selects this stretch and shows it; offsets into the text. */
  select: (from: number, to: number) => void;
};

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

/** Where somebody was writing in the plain field when the editor came to take its place. */
export type Caret = { from: number; to: number };
