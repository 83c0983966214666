import { expect, it } from "vitest";
import { fileSystemsSchema, guestSystemSchema, guestUsersSchema } from "./schema.ts";

it("reads what a guest says of its system", () =>
  expect(
    guestSystemSchema.parse({
      guestAgentVersion: "8.2.2",
      hostname: "web",
      timezone: "CET, 3600",
      os: { prettyName: "Ubuntu 24.04.3 LTS", kernelRelease: "6.8.0", machine: "x86_64" },
    }),
  ).toEqual({
    name: "Ubuntu 24.04.3 LTS",
    kernel: "6.8.0",
    architecture: "x86_64",
    hostname: "web",
    timezone: "CET, 3600",
    agentVersion: "8.2.2",
  }));

it("calls a system by name and version where it has no better name, and takes nothing for granted", () => {
  expect(guestSystemSchema.parse({ os: { name: "Debian", version: "13" } }).name).toBe("Debian 13");
  expect(guestSystemSchema.parse({ os: "no", hostname: 7 })).toMatchObject({ name: "", hostname: "" });
  expect(guestSystemSchema.parse({ hostname: "x".repeat(9_000) }).hostname).toHaveLength(200);
});

it("reads who is logged in, and leaves out what is nobody", () =>
  expect(
    guestUsersSchema.parse({
      items: [
        { userName: "ada", loginTime: 1_780_000_000.5 },
        { userName: "" },
        "root",
        { userName: "bob", loginTime: 1e99 },
      ],
    }),
  ).toEqual([
    { name: "ada", domain: "", since: "2026-05-28T20:26:40.500Z" },
    { name: "bob", domain: "", since: null },
  ]));

it("reads file systems; none is fuller than full", () =>
  expect(
    fileSystemsSchema.parse({
      items: [
        { mountPoint: "/", fileSystemType: "ext4", diskName: "vda1", usedBytes: 9, totalBytes: 4 },
        { mountPoint: "/x", usedBytes: -1, totalBytes: "many" },
        {},
      ],
    }),
  ).toEqual([
    { mountPoint: "/", type: "ext4", disk: "vda1", usedBytes: 4, totalBytes: 4 },
    { mountPoint: "/x", type: "", disk: "", usedBytes: 0, totalBytes: 0 },
  ]));

it("bounds what a guest can make a page draw", () => {
  const items = Array.from({ length: 5_000 }, (_, at) => ({ mountPoint: `/${at}`, userName: `u${at}` }));
  expect(fileSystemsSchema.parse({ items })).toHaveLength(100);
  expect(guestUsersSchema.parse({ items })).toHaveLength(50);
});
