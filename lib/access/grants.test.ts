import { describe, expect, it } from "vitest";
import { bindCommand, groupOf, groupsFor, shellWord } from "./grants.ts";

describe("groups", () => {
  it("of a tenant and its ancestors open it, others do not", () => {
    const groups = [
      "tenant-acme-dev-use",
      "tenant-acme-admin",
      "tenant-root-view",
      "tenant-acme-dev-super-admin",
      "tenant-acme-dev-qa-admin",
      "tenant-acm-admin",
      "tenant-globex-admin",
      "developers",
      "cozystack-cluster-admin",
    ];
    expect(groupsFor("tenant-acme-dev", groups)).toEqual([
      "tenant-acme-dev-use",
      "tenant-acme-admin",
      "tenant-root-view",
      "tenant-acme-dev-super-admin",
      "cozystack-cluster-admin",
    ]);
    expect(groupsFor("tenant-root", groups)).toEqual(["tenant-root-view", "cozystack-cluster-admin"]);
  });

  it("are named as the platform binds them", () => expect(groupOf("tenant-acme", "use")).toBe("tenant-acme-use"));
});

describe("the command that binds a role", () => {
  it.each([
    ["ada.brunner", "use-ada-brunner --clusterrole=cozy:tenant:use --user=ada.brunner"],
    ["ada@example.ch", "use-ada-example-ch --clusterrole=cozy:tenant:use --user=ada@example.ch"],
    ["https://idp/#ada", "use-https-idp-ada --clusterrole=cozy:tenant:use --user='https://idp/#ada'"],
    ["$(reboot)", "use-reboot --clusterrole=cozy:tenant:use --user='$(reboot)'"],
    ["'; reboot", "use-reboot --clusterrole=cozy:tenant:use --user=''\\''; reboot'"],
    ["阿达", "use --clusterrole=cozy:tenant:use --user='阿达'"],
    [
      "system:serviceaccount:tenant-acme:ci",
      "use-system-serviceaccount-tenant-acme-ci --clusterrole=cozy:tenant:use --serviceaccount=tenant-acme:ci",
    ],
  ])("of %s", (name, rest) =>
    expect(bindCommand(name, "tenant-acme", "use")).toBe(`kubectl -n tenant-acme create rolebinding ${rest}`),
  );

  it("quotes nothing that needs no quotes", () => expect(shellWord("a-b_c:d/e")).toBe("a-b_c:d/e"));
});
