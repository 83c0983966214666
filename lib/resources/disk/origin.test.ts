import { describe, expect, it } from "vitest";
import { originOf } from "./origin.ts";

describe("what a disk was filled from", () => {
  it.each([
    [{ image: { name: "ubuntu-2404" } }, { kind: "image", name: "ubuntu-2404" }],
    [{ http: { url: "https://example.com/a.iso" } }, { kind: "url", url: "https://example.com/a.iso" }],
    [{ registry: { url: "docker://quay.io/a/b:1" } }, { kind: "registry", url: "docker://quay.io/a/b:1" }],
    [{ disk: { name: "web-data" } }, { kind: "clone", disk: "web-data" }],
    [{ upload: {} }, { kind: "upload" }],
    [{}, { kind: "empty" }],
    [undefined, { kind: "empty" }],
    ["x", { kind: "empty" }],
    [{ image: { name: "a" }, http: { url: "https://b" } }, { kind: "unknown" }],
    [{ snapshot: { name: "a" } }, { kind: "unknown" }],
    [{ image: { name: 3 } }, { kind: "unknown" }],
    [JSON.parse('{"__proto__": {}}'), { kind: "unknown" }],
  ])("%j", (source, expected) => expect(originOf(source)).toEqual(expected));

  it("leaves out the query of an address, which may be a signature, and all headers", () => {
    const http = { url: "https://example.com/a.qcow2?sig=secret#x", headers: { Authorization: "Bearer secret" } };
    expect(originOf({ http })).toEqual({ kind: "url", url: "https://example.com/a.qcow2" });
    const named = { url: "https://ada:secret@example.com/a@2.iso" };
    expect(originOf({ http: named })).toEqual({ kind: "url", url: "https://example.com/a@2.iso" });
    expect(originOf({ registry: { url: "docker://ada:se@cret@quay.io/a" } })).toEqual({
      kind: "registry",
      url: "docker://quay.io/a",
    });
  });
});
