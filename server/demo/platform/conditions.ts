import type { Condition } from "./object.ts";

/** The list with this condition set; its transition time moves only when the status changes. */
export const withCondition = (conditions: Condition[] | undefined, next: Condition, now: string): Condition[] => {
  const others = (conditions ?? []).filter(({ type }) => type !== next.type);
  const known = conditions?.find(({ type }) => type === next.type);
  const since = known?.status === next.status ? (known.lastTransitionTime ?? now) : now;
  return [...others, { ...next, lastTransitionTime: since }];
};

export const conditionOf = (conditions: Condition[] | undefined, type: string): Condition | undefined =>
  conditions?.find((it) => it.type === type);

export const isTrue = (conditions: Condition[] | undefined, type: string): boolean =>
  conditionOf(conditions, type)?.status === "True";
