import type { ConditionOwner, VmCondition } from "../view.ts";
import type { LoudKey, QuietKey } from "./explanations.ts";

/** One known condition. `reasons` and `words` narrow it down; of several rules that fit, the first counts. */
export type Rule = {
  of: readonly ConditionOwner[];
  type: string;
  status: "True" | "False";
  reasons?: readonly string[];
  /** What the message says, where the reason alone does not tell. */
  words?: RegExp;
} & ({ loud: LoudKey } | { quiet: QuietKey });

export const fits = (
  { of, type, status, reasons, words }: Rule,
  condition: Pick<VmCondition, "of" | "type" | "status" | "reason" | "message">,
): boolean =>
  type === condition.type &&
  status === condition.status &&
  of.includes(condition.of) &&
  (reasons === undefined || reasons.includes(condition.reason)) &&
  (words === undefined || words.test(condition.message));
