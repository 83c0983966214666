import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import cloudInit from "../i18n/messages/en/cloud-init.json" with { type: "json" };
import type { OsFamily } from "../resources/vm/view.ts";
import { upstream, upstreamJson } from "../upstream.fixture.ts";
import type { UserDataContext } from "./finding.ts";
import { lintUserData } from "./lint.ts";
import { type RecipeId, recipeIds, recipeRefusals, recipes } from "./recipes.ts";
import { faultsOf } from "./spec/check.ts";
import { cloudInitLimitBytes } from "./user-data.ts";
import { withRecipe } from "./with-recipe.ts";

const context: UserDataContext = {
  sshKeys: ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI me: here # 'x'"],
  loginUser: "ubuntu",
  family: "ubuntu",
  ports: [443, 22, 80],
  limitBytes: cloudInitLimitBytes,
};
const families: readonly OsFamily[] = [
  "ubuntu",
  "debian",
  "rocky",
  "almalinux",
  "centos",
  "oracle",
  "opensuse",
  "cloudlinux",
  "rhel",
  "fedora",
];
const add = (text: string, id: RecipeId, over: Partial<UserDataContext> = {}): string => {
  const result = withRecipe(text, id, { ...context, ...over });
  if ("refusal" in result) throw new Error(`${id}: ${result.refusal} ${result.key ?? ""}`);
  return result.text;
};
const errorsOf = (text: string): string[] =>
  lintUserData(text, context).flatMap(({ severity, rule }) => (severity === "error" ? [rule] : []));
const refused = (text: string, id: RecipeId, over: Partial<UserDataContext> = {}) => {
  const result = withRecipe(text, id, { ...context, ...over });
  return "refusal" in result ? result : "added";
};
const dataOf = (text: string): Record<string, unknown> => parse(text, { version: "1.1" });

/** Every letter of one text stands in the other, in its order. */
const keeps = (before: string, after: string): boolean => {
  let at = 0;
  for (const letter of after) if (letter === before[at]) at += letter.length;
  return at === before.length;
};

const typed = [
  "#cloud-config\n",
  "#cloud-config",
  "#cloud-config\n# mine\n\npackages: [curl] # two\nruncmd:\n- echo one\n",
  "#cloud-config\r\npackages:\r\n  - curl\r\nruncmd: []\r\n",
  "#cloud-config\npackages:\n    # first\n    - curl\n\n    # last\n\nusers:\n  - default\nhostname: a",
  "#cloud-config\nruncmd:\n  - |\n    echo one\n    echo two\n\n# end\n",
  "#cloud-config\nwrite_files:\n  - path: /etc/x\n    content: |+\n      a\n\n  - path: /etc/y\nruncmd:\npackages: # none yet\n",
  "#cloud-config\n---\npackages:\n- nginx\n- [certbot, 1]\n...\n",
  "#cloud-config\nruncmd: ['systemctl start qemu-guest-agent', [ls, -l],]\n",
];

describe.each(recipes)("the recipe $id", ({ id }) => {
  it.each(families)("is valid on %s, by our description and without an error", (family) => {
    const text = add("", id, { family, loginUser: "cloud-user" });
    expect(faultsOf(dataOf(text))).toEqual([]);
    expect(lintUserData(text, { ...context, family }).filter(({ severity }) => severity !== "info")).toEqual([]);
  });

  it.each(typed)("keeps every byte of %j, and added twice adds nothing", (text) => {
    const once = add(text, id);
    expect(keeps(text, once)).toBe(true);
    expect(add(once, id)).toBe(once);
    if (text.includes("\r\n")) expect(once).not.toMatch(/[^\r]\n/);
    const before = errorsOf(text);
    expect(errorsOf(once).filter((rule) => !before.includes(rule))).toEqual([]);
  });

  it("is refused where cloud-config is not read", () => {
    for (const family of ["talos", "windows", "proxmox"] as const)
      expect(refused("", id, { family })).toEqual({ refusal: "family" });
  });
});

describe("recipes", () => {
  it("go with each other in any order, and keep all that each of them adds", () => {
    const order = fc.shuffledSubarray([...recipeIds], { minLength: 1 });
    fc.assert(
      fc.property(fc.constantFrom(...typed), order, (text, ids) => {
        const all = ids.reduce((before, id) => add(before, id), text);
        expect(keeps(text, all)).toBe(true);
        for (const id of ids) expect(add(all, id)).toBe(all);
      }),
      { seed: 10, numRuns: 30 },
    );
  });

  it("are written below what is there, as it is written there", () => {
    expect(add("#cloud-config\npackages:\n    - curl # mine\n# end\n", "guestAgent")).toBe(
      [
        "#cloud-config",
        "packages:",
        "    - curl # mine",
        "    - qemu-guest-agent",
        "# end",
        "runcmd:",
        "  - systemctl start qemu-guest-agent",
        "",
      ].join("\n"),
    );
    expect(add("#cloud-config\npackages: [curl]\nruncmd:", "guestAgent")).toBe(
      '#cloud-config\npackages: [curl, "qemu-guest-agent"]\nruncmd:\n  - systemctl start qemu-guest-agent',
    );
  });

  it("open SSH before the listed ports, and switch the firewall on last", () => {
    expect(dataOf(add("", "firewall")).runcmd).toEqual([
      "ufw allow 22/tcp\nufw allow 443/tcp\nufw allow 80/tcp\nufw --force enable\n",
    ]);
    expect(dataOf(add("", "firewall", { ports: "all", family: "rocky" })).runcmd).toEqual([
      "firewall-offline-cmd --add-port=22/tcp\nsystemctl enable firewalld\nsystemctl restart firewalld\n",
    ]);
  });

  it("make a user with the form’s keys beside the image’s own", () => {
    expect(dataOf(add("", "user")).users).toEqual([
      "default",
      expect.objectContaining({ name: "ops", ssh_authorized_keys: context.sshKeys }),
    ]);
    expect(dataOf(add("#cloud-config\nusers: [default]\n", "user")).users).toHaveLength(2);
  });

  it.each([
    ["#!/bin/sh\n", "swap", { refusal: "notCloudConfig" }],
    ["packages: [a]\n", "swap", { refusal: "notCloudConfig" }],
    ["#cloud-config\na: [\n", "swap", { refusal: "unreadable" }],
    ["#cloud-config\na: b\n---\nc: d\n", "swap", { refusal: "unreadable" }],
    ["#cloud-config\n{hostname: a}\n", "swap", { refusal: "unreadable" }],
    ["#cloud-config\n- a\n", "swap", { refusal: "unreadable" }],
    ["#cloud-config\nswap: {size: 1G}\n", "swap", { refusal: "taken", key: "swap" }],
    ["#cloud-config\nfinal_message: mine\n", "messages", { refusal: "taken", key: "final_message" }],
    ["#cloud-config\nruncmd: echo\n", "nginx", { refusal: "shape", key: "runcmd" }],
    ["#cloud-config\nbootcmd: &all [a]\nruncmd: *all\n", "nginx", { refusal: "shape", key: "runcmd" }],
  ] as const)("are refused with the reason: %j", (text, id, reason) => expect(refused(text, id)).toEqual(reason));

  it("are refused where nobody would have a key, and where no packages are known", () => {
    expect(refused("", "user", { sshKeys: [] })).toEqual({ refusal: "needsKeys" });
    expect(refused("", "docker", { family: "other" })).toEqual({ refusal: "family" });
  });

  it("never throw, and keep any text that they are added to", () => {
    const word = fc.constantFrom(
      ..."packages|runcmd|users|write_files|swap|: |\n|\n  |\n    |- |[|]|{|}|, |a|'|\"|#|&a |*a|\r\n|...|---|null| |\n- ".split(
        "|",
      ),
    );
    const text = fc.array(word, { maxLength: 30 }).map((words) => `#cloud-config\n${words.join("")}`);
    fc.assert(
      fc.property(text, fc.constantFrom(...recipeIds), (before, id) => {
        const result = withRecipe(before, id, context);
        if ("refusal" in result) return;
        expect(keeps(before, result.text)).toBe(true);
        expect(errorsOf(result.text).filter((rule) => /^(syntax|tab|secondDocument|notAMap)/.test(rule))).toEqual([]);
        expect(withRecipe(result.text, id, context)).toEqual({ text: result.text, changes: [] });
      }),
      { seed: 10, numRuns: 300 },
    );
  });

  it("have words, and so has each refusal", () => {
    expect(Object.keys(cloudInit.recipe).sort()).toEqual([...recipeIds].sort());
    expect(Object.keys(cloudInit.refusal).sort()).toEqual([...recipeRefusals].sort());
  });
});

describe.skipIf(upstream === "")("by the schema that cloud-init 26.2 published", () => {
  const { $schema: _, ...schema } = upstreamJson("cloud-init/schema-cloud-config-v1.json") ?? {};
  const ajv = new Ajv({ strict: false, validateSchema: false });
  addFormats(ajv, ["uri", "hostname", "date"]);

  it.each(families)("all recipes together are valid on %s", (family) => {
    const judge = ajv.compile(schema);
    const all = recipeIds.reduce((before, id) => add(before, id, { family }), "");
    expect(judge(dataOf(all)), ajv.errorsText(judge.errors)).toBe(true);
  });
});
