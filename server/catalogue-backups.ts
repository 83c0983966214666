import { setTimeout } from "node:timers/promises";
import * as z from "zod";
import type { BackupPlans } from "#lib/resources/backup/view.ts";
import type { Person } from "./auth/person.ts";
import { listOf, nullWhenNotOffered } from "./catalogue-lists.ts";
import type { Kube } from "./kube/api.ts";

/** Nothing that is made waits for it longer. */
const withinMs = 3_000;

const group = ["apis", "backups.cozystack.io", "v1alpha1"] as const;

/** Only what a plan covers is read of it. */
const planSchema = z.object({
  spec: z.object({ applicationRef: z.object({ kind: z.string(), name: z.string() }) }),
});
const classSchema = z.object({ metadata: z.object({ name: z.string() }) });

/**
 * What this platform has of backups (platform-api.md 6.3). Who may not read plans is refused whether the kind exists or not, so
 * discovery, which everybody may read, tells the two apart.
 */
export const readBackups = (kube: Kube, person: Person, tenant: string): Promise<BackupPlans> => {
  const tooLate = setTimeout<BackupPlans>(withinMs, { kind: "unread" }, { ref: false });
  return Promise.race([askBackups(kube, person, tenant), tooLate]);
};

const askBackups = async (kube: Kube, person: Person, tenant: string): Promise<BackupPlans> => {
  const plans = await listOf(kube, person, [...group, "namespaces", tenant, "plans"], planSchema).catch(
    nullWhenNotOffered,
  );
  if (plans === null) {
    const served = await kube.get(person, group).catch(nullWhenNotOffered);
    return { kind: served === null ? "none" : "unread" };
  }
  const classes = await listOf(kube, person, [...group, "backupclasses"], classSchema).catch(nullWhenNotOffered);
  const covered = plans.flatMap(({ spec: { applicationRef } }) =>
    applicationRef.kind === "VMInstance" ? [applicationRef.name] : [],
  );
  return {
    kind: "offered",
    vms: [...new Set(covered)].sort(),
    classes: (classes ?? []).map(({ metadata }) => metadata.name).sort(),
  };
};
