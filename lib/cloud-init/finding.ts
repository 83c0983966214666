import type { OsFamily } from "../resources/vm/view.ts";

/** What a text is judged against: what the form adds to it, and the machine it is for. */
export type UserDataContext = {
  /** Public keys that the form adds. */
  sshKeys: readonly string[];
  /** The user that the image comes with; null where it is not known. */
  loginUser: string | null;
  family: OsFamily;
  /** Which TCP ports the platform lets in from outside. */
  ports: readonly number[] | "all" | "none";
  limitBytes: number;
};

/** Keys of messages `cloudInit.rule`: what is wrong, why it matters at the first boot, what to do. */
export const lintRules = [
  "blank",
  "tooLarge",
  "controlCharacter",
  "windowsLineEnds",
  "byteOrderMark",
  "leadingBlank",
  "firstLineMisspelled",
  "firstLineMissing",
  "notUserData",
] as const;

export type LintRule = (typeof lintRules)[number];

export type Severity = "error" | "warning" | "info";

export type TextChange = { from: number; to: number; insert: string };

/** What a person takes at one click; `id` is a key of messages `cloudInit.fix`. */
export type Fix = { id: FixId; changes: readonly TextChange[] };

export const fixIds = ["putFirstLine", "removeBlanks", "unixLineEnds"] as const;
export type FixId = (typeof fixIds)[number];

/** One thing that a text is told about. `from` and `to` count UTF-16 units of the whole text, `line` begins at 1. */
export type Finding = {
  rule: LintRule;
  severity: Severity;
  line: number;
  from: number;
  to: number;
  values: Record<string, string | number>;
  fix?: Fix;
};
