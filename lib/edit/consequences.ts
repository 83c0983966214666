import type words from "../i18n/messages/en/edit.json";

/** Each has its words in `edit.consequences`; the parts of a machine that they are about have files of their own (`lib/edit/<part>.ts`). */
export type ConsequenceId = keyof (typeof words)["consequences"];

/** Something that a change brings with it, said before it is made. */
export type Consequence<Id extends ConsequenceId = ConsequenceId> = {
  id: Id;
  tone: "info" | "warning" | "danger";
  values?: Record<string, string | number>;
};
