import { describe, expect, it } from "vitest";
import { tenantsOfGroups } from "./view.ts";

describe("tenantsOfGroups", () => {
  it("takes the namespace of every level, once", () =>
    expect(
      tenantsOfGroups(["tenant-acme-view", "tenant-acme-use", "tenant-acme-dev-admin", "tenant-root-super-admin"]),
    ).toEqual(["tenant-acme", "tenant-acme-dev", "tenant-root", "tenant-root-super"]));

  it.each([
    "tenant-acme",
    "tenant-acme-owner",
    "acme-admin",
    "tenant-admin",
    "tenant--admin",
    "tenant-Acme-admin",
    "tenant-a/b-admin",
    " tenant-acme-admin",
    "system:masters",
    "",
    `tenant-${"a".repeat(80)}-admin`,
  ])("claims nothing by %j", (group) => expect(tenantsOfGroups([group])).toEqual([]));
});
