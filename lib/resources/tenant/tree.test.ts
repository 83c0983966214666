import { describe, expect, it } from "vitest";
import { findTenants, tenantTree } from "./tree.ts";
import { tenantOf } from "./view.ts";

const tree = (...namespaces: string[]) =>
  tenantTree(namespaces.map(tenantOf)).map(({ tenant, depth, unseen }) => [tenant.namespace, depth, unseen.join("/")]);

describe("tenantTree", () => {
  it("puts children directly below their parents, whatever sorts between them", () =>
    expect(tree("tenant-acme", "tenant-acme2", "tenant-acme-dev", "tenant-root", "tenant-acme-dev-ci")).toEqual([
      ["tenant-root", 0, ""],
      ["tenant-acme", 1, ""],
      ["tenant-acme-dev", 2, ""],
      ["tenant-acme-dev-ci", 3, ""],
      ["tenant-acme2", 1, ""],
    ]));

  it("says where a tenant lies whose parents one may not see", () =>
    expect(tree("tenant-acme-dev-ci", "tenant-globex", "tenant-acme")).toEqual([
      ["tenant-acme", 0, ""],
      ["tenant-acme-dev-ci", 1, "dev"],
      ["tenant-globex", 0, ""],
    ]));

  it("is done with hundreds at once", () => {
    const many = Array.from({ length: 300 }, (_, n) => `tenant-t${n % 20}-c${n}`);
    expect(tree(...many)).toHaveLength(300);
  });
});

describe("findTenants", () => {
  const tenants = ["tenant-acme", "tenant-acme-dev", "tenant-globex-dev", "tenant-devices"].map(tenantOf);
  const found = (text: string) => findTenants(tenants, text).map(({ tenant }) => tenant.namespace);

  it("knows a tenant by its name, its ancestors and its namespace", () => {
    expect(found("dev")).toEqual(["tenant-acme-dev", "tenant-globex-dev", "tenant-devices"]);
    expect(found("acme dev")).toEqual(["tenant-acme-dev"]);
    expect(found("acme/dev")).toEqual(["tenant-acme-dev"]);
    expect(found("tenant-globex")).toEqual(["tenant-globex-dev"]);
  });

  it("finds nothing where nothing answers", () => expect(found("zzz")).toEqual([]));
});
