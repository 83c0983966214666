import type { RefObject } from "react";
import type { Caret } from "#components/editor/editor-props.ts";

/** User data as it is written, wherever that is: on the create page and on a machine's own. */
export type UserDataProps = {
  label: string;
  hint?: string;
  text: string;
  onText: (text: string) => void;
  /** What is wrong with it as a whole, in words. */
  error: string | null;
  isReadOnly?: boolean;
};

/** The same, with the place where somebody was writing when the editor took the plain field's place. */
export type HandedProps = UserDataProps & { caret: RefObject<Caret | null> };
