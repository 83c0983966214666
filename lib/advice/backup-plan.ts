import { Document } from "yaml";

/** When the plan runs: at night, and not when everybody's does. */
const cron = "17 2 * * *";

/** A plan that backs a machine up with its disks, for kubectl (platform-api.md 6.3). */
export const backupPlan = (tenant: string, vm: string, backupClass: string): string =>
  new Document({
    apiVersion: "backups.cozystack.io/v1alpha1",
    kind: "Plan",
    metadata: { name: `${vm}-nightly`, namespace: tenant },
    spec: {
      applicationRef: { apiGroup: "apps.cozystack.io", kind: "VMInstance", name: vm },
      backupClassName: backupClass,
      schedule: { type: "cron", cron },
    },
  }).toString({ lineWidth: 0 });
