import type { VmView } from "#lib/resources/vm/view.ts";

/**
 * When a machine got into its lasting state, from KubeVirt's own Ready condition (which follows the guest); null for states that pass, and
 * where the role cannot read it.
 */
export const stateSinceOf = ({
  state,
  conditions,
  deleting,
}: Pick<VmView, "state" | "conditions" | "deleting">): string | null => {
  const wanted = { running: "True", stopped: "False" } as const;
  if (deleting || (state !== "running" && state !== "stopped")) return null;
  const ready = conditions.find(
    ({ of, type, status }) => of === "VirtualMachine" && type === "Ready" && status === wanted[state],
  );
  return ready && !Number.isNaN(Date.parse(ready.since)) ? ready.since : null;
};
