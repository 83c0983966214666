import { describe, expect, it } from "vitest";
import { isTransitional, isTransitionalStatus, printableStatuses, stateOfStatus } from "./status.ts";
import { vmStates } from "./view.ts";

describe("printable status", () => {
  it("knows all 17 of KubeVirt's", () => expect(Object.keys(printableStatuses)).toHaveLength(17));

  it.each(Object.entries(printableStatuses))("%s has a group", (status, rule) => {
    expect(vmStates).toContain(rule.state);
    expect(stateOfStatus(status)).toBe(rule.state);
    expect(isTransitionalStatus(status)).toBe(rule.transitional);
  });

  it.each(["", "running", "Frozen", "__proto__", "constructor", "toString"])("%j is unknown, not a guess", (status) => {
    expect(stateOfStatus(status)).toBe("unknown");
    expect(isTransitionalStatus(status)).toBe(false);
  });

  it("only states that move are transitional", () => {
    expect(vmStates.filter(isTransitional)).toEqual(["starting", "stopping", "migrating", "provisioning"]);
  });
});
