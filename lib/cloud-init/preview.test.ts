import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import cloudInit from "../i18n/messages/en/cloud-init.json" with { type: "json" };
import type { UserDataContext } from "./finding.ts";
import { waysIn } from "./people.ts";
import { keysEnds, mergedPreview } from "./preview.ts";
import { cloudInitLimitBytes } from "./user-data.ts";

const context: UserDataContext = {
  sshKeys: ["ssh-ed25519 AAAA me: here"],
  loginUser: "ubuntu",
  family: "ubuntu",
  ports: [22],
  limitBytes: cloudInitLimitBytes,
};
const preview = (text: string, over: Partial<UserDataContext> = {}) =>
  mergedPreview(text, { ...context, ...over }, "web-1");
const config = (...lines: string[]) => ["#cloud-config", ...lines, ""].join("\n");

describe("what the guest gets", () => {
  it("is what was typed, byte for byte, and the keys beside it", () => {
    const text = config("# mine", "packages: [nginx]");
    const { userData, metaData, hostname, people, formKeys } = preview(text);
    expect(userData).toEqual({ text, from: "typed" });
    expect(parse(metaData)).toEqual({
      "local-hostname": "vm-instance-web-1",
      "public-keys": { key0: context.sshKeys[0] },
    });
    expect(hostname).toBe("vm-instance-web-1");
    expect(people).toEqual([{ name: "ubuntu", isImages: true, ways: ["formKeys"] }]);
    expect(formKeys).toBe("imagesUser");
  });

  it("is the platform’s own minimum where only keys are given, and nothing without them", () => {
    const { userData } = preview("");
    expect(userData.from).toBe("platform");
    expect(parse(userData.text)).toEqual({ ssh_authorized_keys: context.sshKeys });
    expect(preview("", { sshKeys: [] })).toMatchObject({
      userData: { text: "", from: "none" },
      metaData: "",
      formKeys: "noKeys",
    });
  });

  it("has no keys where a list of users cuts them off", () => {
    const cut = preview(config("users:", "  - name: bob", "    ssh_import_id: [gh:bob]", "  - eve"));
    expect(cut.formKeys).toBe("cutOff");
    expect(cut.people).toEqual([
      { name: "bob", isImages: false, ways: ["importedKeys"] },
      { name: "eve", isImages: false, ways: [] },
    ]);
    const kept = preview(
      config("users: [default, {name: bob, ssh_authorized_keys: [x], lock_passwd: false, passwd: $6$a$b}]"),
    );
    expect(kept.formKeys).toBe("imagesUser");
    expect(kept.people).toEqual([
      { name: "ubuntu", isImages: true, ways: ["formKeys"] },
      { name: "bob", isImages: false, ways: ["ownKeys", "password"] },
    ]);
  });

  it("has the image’s user under another name, with what was given to it", () =>
    expect(preview(config("user: admin", "password: x", "ssh_authorized_keys: [y]")).people).toEqual([
      { name: "admin", isImages: true, ways: ["formKeys", "ownKeys", "password"] },
    ]));

  it("has root, where it may come in", () => {
    const alone = preview(config("users: [bob]", "disable_root: false"));
    expect(alone.formKeys).toBe("root");
    expect(alone.people).toEqual([
      { name: "bob", isImages: false, ways: [] },
      { name: "root", isImages: false, ways: ["formKeys"] },
    ]);
    const beside = preview(config("disable_root: false", "ssh_authorized_keys: [y]"), { sshKeys: [] });
    expect(beside.people?.at(-1)).toEqual({ name: "root", isImages: false, ways: ["ownKeys"] });
    expect(preview(config("chpasswd: {users: [{name: root, type: RANDOM}]}")).people?.at(-1)).toEqual({
      name: "root",
      isImages: false,
      ways: ["password"],
    });
  });

  it("has passwords that are given by name", () => {
    const text = config("users: [default, bob]", "chpasswd: {users: [{name: bob, type: RANDOM}], list: ['ubuntu:x']}");
    expect(preview(text).people?.map(({ ways }) => ways)).toEqual([["formKeys", "password"], ["password"]]);
  });

  it.each([
    [config("hostname: db"), "db"],
    [config("fqdn: db.example.org"), "db"],
    [config("hostname: db", "fqdn: x.example.org", "prefer_fqdn_over_hostname: true"), "x.example.org"],
    [config("hostname: db", "preserve_hostname: true"), "vm-instance-web-1"],
    ["#!/bin/sh\n", "vm-instance-web-1"],
    ["## template: jinja\n#cloud-config\nhostname: db\n", null],
  ])("calls itself by %j", (text, hostname) => expect(preview(text).hostname).toBe(hostname));

  it.each([
    "packages: [nginx]\n",
    config("packages: ["),
    config("users:\t[bob]"),
    config("users: [bob]", "---"),
    config("- a"),
  ])("is nothing of what cloud-init cannot read: %j", (text) =>
    expect(preview(text)).toMatchObject({
      isDiscarded: true,
      formKeys: "imagesUser",
      people: [{ name: "ubuntu", ways: ["formKeys"] }],
    }),
  );

  it("is not guessed at for several parts, and for systems that read it otherwise", () => {
    const message = "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b--\n";
    for (const seen of [preview(message), preview("a: b", { family: "talos" })])
      expect(seen).toMatchObject({ people: null, hostname: null, formKeys: "unknown", isDiscarded: false });
  });

  it("has words", () => {
    expect(Object.keys(cloudInit.preview.way).sort()).toEqual([...waysIn].sort());
    expect(Object.keys(cloudInit.preview.keys).sort()).toEqual([...keysEnds].sort());
  });
});
