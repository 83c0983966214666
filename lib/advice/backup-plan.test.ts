import { expect, it } from "vitest";
import { parse } from "yaml";
import { backupPlan } from "./backup-plan.ts";

it("is a plan of the platform's own schema, whatever the names look like", () => {
  expect(parse(backupPlan("tenant-acme", "123", "cozy-default"))).toEqual({
    apiVersion: "backups.cozystack.io/v1alpha1",
    kind: "Plan",
    metadata: { name: "123-nightly", namespace: "tenant-acme" },
    spec: {
      applicationRef: { apiGroup: "apps.cozystack.io", kind: "VMInstance", name: "123" },
      backupClassName: "cozy-default",
      schedule: { type: "cron", cron: "17 2 * * *" },
    },
  });
});
