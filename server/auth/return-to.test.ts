import { describe, expect, it } from "vitest";
import { safeReturnTo } from "./return-to.ts";

describe("safeReturnTo", () => {
  it.each([
    "/",
    "/tenant-acme/vms",
    "/tenant-acme-dev/vms?q=nothing",
    "/tenant-acme/vms/web-01/console",
    "/screen/tenant-acme/web-01?kind=serial",
    "/fleet",
    "/tenant-acme/vms?q=a%20b&state=running,stopped",
    "/?welcome=1",
  ])("keeps %s", (path) => {
    expect(safeReturnTo(path)).toBe(path);
  });

  it.each([
    "//evil",
    "//evil.example/tenant-acme",
    "https://evil.example",
    "/\\evil",
    "\\\\evil",
    "/%2f%2fevil",
    "/%09/evil",
    "/\t/evil",
    "javascript:alert(1)",
    "/tenant-acme\r\nSet-Cookie: a=b",
    "/tenant-acme/%0d%0aSet-Cookie:a",
    "/..//evil",
    "/tenant-acme/../api/v1/tenants",
    "/tenant-acme/./vms",
    "@evil",
    "/@evil",
    "/tenant-acme//evil",
    "/tenant-acme/vms#//evil",
    "/tenant-acme/vms?next=//evil",
    "/auth/sign-out",
    "/api/v1/tenants",
    "/sign-in",
    "/_next/static/x",
    "tenant-acme/vms",
    "",
    `/tenant-acme/${"a".repeat(2000)}`,
    undefined,
    null,
    7,
    ["/tenant-acme"],
  ])("O05: sends %j to the start page", (value) => {
    expect(safeReturnTo(value)).toBe("/");
  });
});
