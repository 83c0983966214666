import type { FieldProblem } from "../../api/problem.ts";

/**
 * How large a disk is for what comes after: the platform never shrinks a volume, and says nothing about a smaller size it is asked for, so
 * what it really has counts where that is known (platform-api.md 2.3).
 */
export const presentBytes = ({ askedBytes, realBytes }: { askedBytes: number | null; realBytes: number | null }) =>
  askedBytes === null && realBytes === null ? null : Math.max(askedBytes ?? 0, realBytes ?? 0);

/** What speaks against a new size; null when the platform carries it out. */
export const growthProblem = (
  disk: { askedBytes: number | null; realBytes: number | null },
  sizeBytes: number,
): FieldProblem | null => {
  const present = presentBytes(disk);
  if (present === null || sizeBytes > present) return null;
  return { path: "sizeBytes", rule: "sizeNotLarger", values: { min: present } };
};
