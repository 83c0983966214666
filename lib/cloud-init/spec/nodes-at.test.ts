import { expect, it } from "vitest";
import { keysAt, nodesAt } from "./nodes-at.ts";

const kinds = (...path: (string | number)[]) => nodesAt(path).map(({ is }) => is);

it("finds what may stand at a path, alternative by alternative", () => {
  expect(kinds("users")).toEqual(["list", "text", "map"]);
  expect(kinds("users", 0)).toEqual(["text", "list", "map"]);
  expect(kinds("users", 0, "sudo", 0)).toEqual(["text", "null"]);
  expect(kinds("apt", "sources", "docker", "source")).toEqual(["text"]);
  expect(nodesAt(["reporting", "here", "type"]).flatMap((node) => (node.is === "text" ? node.enum : []))).toEqual([
    "log",
    "print",
    "webhook",
    "hyperv",
  ]);
});

it("finds nothing where nothing may stand", () => {
  expect(kinds("nonsense", "below")).toEqual([]);
  expect(kinds("runcmd", "name")).toEqual([]);
  expect(kinds("users", 0, "toString")).toEqual([]);
  expect(kinds("ssh_keys", "dsa_private")).toEqual([]);
});

it("knows a key's words and what stands instead", () => {
  expect(keysAt(["apt", "sources", "docker"]).map(({ words }) => words)).toEqual(["apt.sources.each._"]);
  expect(keysAt(["apt", "security", 0, "uri"]).map(({ words }) => words)).toEqual(["apt.primary.uri"]);
  expect(keysAt(["apt", "security"]).map(({ words }) => words)).toEqual(["apt.security"]);
  expect(keysAt(["user", "lock-passwd"]).map(({ words, deprecated }) => [words, deprecated?.instead])).toEqual([
    ["users.lock-passwd", "lock_passwd"],
  ]);
  expect(keysAt([])).toEqual([]);
});
