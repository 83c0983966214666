import { type Draft, inputOf } from "./draft.ts";
import type { Step } from "./draft-undo.ts";
import { type PracticeFacts, type ProductionRule, withProduction } from "./good-practice.ts";
import { type PracticeChange, practiceChanges } from "./practice-changes.ts";

/** A change of the draft by one click, and what it was. */
export type PracticeStep = Step & { changes: PracticeChange[]; left: ProductionRule[] };

export const stepTo = (
  before: Draft,
  after: Draft,
  keys: readonly string[],
  left: ProductionRule[] = [],
): PracticeStep => ({
  before,
  after,
  changes: practiceChanges(inputOf(before, keys), inputOf(after, keys)),
  left,
});

/** The draft set up for production. */
export const produced = (before: Draft, facts: PracticeFacts): PracticeStep => {
  const { draft, left } = withProduction(before, facts);
  return stepTo(before, draft, facts.keys, left);
};
