import type { RefObject } from "react";
import type { Caret } from "#components/editor/editor-props.ts";
import type { UserDataContext } from "#lib/cloud-init/finding.ts";

/** Whether what is written may go as it stands, asked when somebody sends it; and the way to where it may not. */
export type Stop = { isStopped: () => boolean; show: () => void };

/** User data as it is written, wherever that is: on the create page and on a machine's own. */
export type UserDataProps = {
  label: string;
  hint?: string;
  text: string;
  onText: (text: string) => void;
  /** What is wrong with it as a whole, in words. */
  error: string | null;
  isReadOnly?: boolean;
  /** The machine's name, as the cluster has it. */
  machine: string;
  /** What it is judged against. */
  context: UserDataContext;
  /** The text that goes as it is whatever is said of it, because somebody wants that; null is none. */
  asIs: string | null;
  onAsIs: (text: string | null) => void;
  /** Given what would stop it, as long as somebody judges it. */
  onStop: (stop: Stop | null) => void;
};

/** The same, with the place where somebody was writing when the editor took the plain field's place. */
export type HandedProps = UserDataProps & { caret: RefObject<Caret | null> };
