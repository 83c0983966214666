import { importFailing, missingPhase, type VmView } from "./view.ts";

/** What a state alone tells; `conditions/` says it more exactly where it can. */
export type AttentionKey =
  | "crash-loop"
  | "unschedulable"
  | "image-pull"
  | "disk-missing"
  | "disk-failed"
  | "import-failing"
  | "release-failed"
  | "restart-required"
  | "paused"
  | "other";

/** `words` are the platform's own: hostile text. */
export type Attention = { key: AttentionKey; words: string | null };

export type AttentionFacts = Pick<VmView, "state" | "status" | "trouble" | "conditions" | "events" | "disksAttached">;

const byStatus = new Map<string, AttentionKey>([
  ["CrashLoopBackOff", "crash-loop"],
  ["ErrorUnschedulable", "unschedulable"],
  ["ErrImagePull", "image-pull"],
  ["ImagePullBackOff", "image-pull"],
  ["ErrorPvcNotFound", "disk-missing"],
  ["DataVolumeError", "disk-failed"],
  [importFailing, "import-failing"],
]);

/** Says why where no condition does: after a crash there is only its event. */
const newestWarning = (events: AttentionFacts["events"]): string | null =>
  events.find(({ type, kind }) => type === "Warning" && kind === "VirtualMachineInstance")?.message ?? null;

/** Where the role may not read KubeVirt's status. */
const concluded = ({ state, disksAttached }: AttentionFacts): AttentionKey | null =>
  state === "attention" && disksAttached.some(({ phase }) => phase === missingPhase) ? "disk-missing" : null;

// Cozystack 1.5 and 1.6 wait for stopped machines to become ready and call that a failure (cozystack issues 3734, 4146).
const isFalseAlarm = (message: string): boolean => message.includes("timeout waiting for");

/** What a person must know about this machine, the most pressing first; empty when nothing is wrong. */
export const attentionOf = (facts: AttentionFacts): Attention[] => {
  const { state, status, trouble, conditions, events } = facts;
  const found: Attention[] = [];
  const release = conditions.find(
    ({ of, type, status: holds, reason, message }) =>
      of === "VMInstance" &&
      type === "Ready" &&
      holds === "False" &&
      reason.endsWith("Failed") &&
      !isFalseAlarm(message),
  );
  const known = byStatus.get(status) ?? concluded(facts);
  // That a disk is missing, Porthole may have concluded itself: the platform's words are then in an event or nowhere.
  const own = known === "disk-missing" ? null : trouble;
  if (known) found.push({ key: known, words: own ?? newestWarning(events) });
  if (release) found.push({ key: "release-failed", words: release.message });
  if (state === "attention" && found.length === 0) found.push({ key: "other", words: trouble });
  if (state === "paused") found.push({ key: "paused", words: null });
  if (conditions.some(({ type, status: holds }) => type === "RestartRequired" && holds === "True"))
    found.push({ key: "restart-required", words: null });
  return found;
};
