/** What this platform has of backups in a tenant. */
export type BackupPlans =
  /** It has no such kind. */
  | { kind: "none" }
  /** It has, and this person may not read the plans. */
  | { kind: "unread" }
  /** `vms`: names of the machines that a plan covers; `classes`: what a plan may name, the first there is being the usual one. */
  | { kind: "offered"; vms: string[]; classes: string[] };
