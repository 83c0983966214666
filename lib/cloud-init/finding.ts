import type { OsFamily } from "../resources/vm/view.ts";
import type { FixId, LintRule } from "./rules.ts";

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

/** An error is lost or breaks at the first boot, a warning does something else than it seems to, info is worth knowing. */
export type Severity = "error" | "warning" | "info";

export type TextChange = { from: number; to: number; insert: string };

/** What a person takes at one click, offered only where it is certain. */
export type Fix = { id: FixId; changes: readonly TextChange[] };

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

/** A finding as a rule gives it: its line follows from where it is. */
export type Found = Omit<Finding, "line" | "values"> & { values?: Finding["values"] };
