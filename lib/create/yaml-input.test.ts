import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { eraDialects, eras } from "../resources/dialect/eras.fixture.ts";
import { gibibyte } from "../resources/quantity.ts";
import { catalogueFixture } from "./catalogue.fixture.ts";
import { defaultInput } from "./defaults.ts";
import { inputArbitrary, isAccepted } from "./input.fixture.ts";
import { planOf } from "./plan.ts";
import { yamlOf } from "./yaml.ts";
import { inputOfYaml } from "./yaml-input.ts";

const tenant = "tenant-acme";
const catalogue = catalogueFixture;
const previous = { ...defaultInput(catalogue, null), name: "web" };
const yaml = yamlOf(planOf(previous, tenant, catalogue));
const read = (text: string) => inputOfYaml(text, previous, catalogue, tenant);
const changed = (from: string | RegExp, to: string) => {
  const text = yaml.replace(from, to);
  expect(text).not.toBe(yaml);
  const answer = read(text);
  return answer.ok ? answer.input : answer.problems.map(({ line, rule, values }) => [line, rule, values.field]);
};

describe("a plan's YAML", () => {
  it.each(eras)("is the input again, in the dialect of %s", (era) => {
    const offered = { ...catalogue, dialect: eraDialects[era] };
    fc.assert(
      fc.property(inputArbitrary(offered), (input) => {
        fc.pre(isAccepted(input, offered));
        const text = yamlOf(planOf(input, tenant, offered));
        expect(inputOfYaml(text, input, offered, tenant)).toEqual({ ok: true, input });
      }),
      { numRuns: 25 },
    );
  });

  it("moves the form when it is edited", () => {
    expect(changed("name: web\n", "name: db\n")).toEqual({ ...previous, name: "db" });
    expect(changed("runStrategy: Always", "runStrategy: Halted")).toMatchObject({ start: false });
    expect(changed("runStrategy: Always", "running: false")).toMatchObject({ start: false });
    expect(changed("storage: 20Gi", "storage: 0.5Ti")).toMatchObject({ disks: [{ sizeBytes: 512 * gibibyte }] });
    expect(changed("    - 22", "    - 80\n    - 443")).toMatchObject({ exposure: { ports: [80, 443] } });
    expect(changed("external: true", "external: false")).toMatchObject({ exposure: { kind: "private" } });
    expect(changed("PortList", "WholeIP")).toMatchObject({ exposure: { kind: "whole" } });
    expect(changed("instanceProfile: ubuntu", "cloudInit: |\n    #cloud-config\n    a: 1")).toMatchObject({
      cloudInit: "#cloud-config\na: 1\n",
      profile: "ubuntu",
    });
    expect(
      changed("instanceType: u1.medium", "resources: {cpu: 2, sockets: '2', memory: 8Gi}\n  gpus: [{name: a}]"),
    ).toMatchObject({ size: { kind: "custom", cpu: 2, sockets: 2, memoryBytes: 8 * gibibyte }, gpus: ["a"] });
    expect(
      changed("instanceType: u1.medium", "resources: {cpu: '', memory: ''}\n  cpuModel: x\n  cloudInitSeed: ''"),
    ).toMatchObject({
      size: { kind: "type", instanceType: "u1.medium" },
      more: { cpuModel: "x" },
    });
  });

  it("takes disks out, in and in another order", () => {
    expect(
      changed("    - name: web-system\n", "    - name: spare\n      bus: sata\n    - name: web-system\n"),
    ).toMatchObject({
      disks: [
        { kind: "existing", name: "spare", bus: "sata" },
        { kind: "new", part: "system" },
      ],
    });
    const data = "kind: VMDisk\nmetadata: {name: web-logs}\nspec: {source: {}, storage: 5Gi, storageClass: local}\n";
    const more = `apiVersion: apps.cozystack.io/v1alpha1\n${data}---\n${yaml}`.replace(
      "    - name: web-system\n",
      "    - name: web-system\n    - web-logs\n",
    );
    expect(read(more)).toMatchObject({
      ok: true,
      input: { disks: [{ part: "system" }, { part: "logs", source: { kind: "empty" }, storageClass: "local" }] },
    });
  });

  it.each([
    ["a bracket too many", "external: true", "external: [true", [[29, "syntax", ""]]],
    ["a field twice", "external: true", "external: true\n  external: false", [[29, "syntax", ""]]],
    ["a field nobody knows", "external: true", "hostNetwork: true", [[28, "unknownField", "spec.hostNetwork"]]],
    ["a value of another kind", "external: true", "external: maybe", [[28, "value", "spec.external"]]],
    ["ports as one text", "    - 22", "    - port: 22,443", [[31, "value", "spec.externalPorts.0"]]],
    [
      "another tenant",
      /namespace: tenant-acme\n {2}labels:\n {4}created-by: porthole\nspec:\n {2}runStrategy/,
      "namespace: tenant-b\nspec:\n  runStrategy",
      [[19, "namespace", "metadata.namespace"]],
    ],
    ["a label of one's own", "created-by: porthole", "team: x", [[7, "labels", "metadata.labels.team"]]],
    ["another kind", "kind: VMDisk", "kind: Secret", [[2, "kind", "kind"]]],
    ["another group", "apps.cozystack.io/v1alpha1", "v1", [[1, "value", "apiVersion"]]],
    ["a power strategy without a place", "Always", "Manual", [[23, "value", "spec.runStrategy"]]],
    [
      "type and resources",
      "instanceType: u1.medium",
      "instanceType: u1.medium\n  resources: {cpu: 2}",
      [
        [25, "size", "spec.resources"],
        [25, "value", "spec.resources.sockets"],
      ],
    ],
    ["two sources", "    image:", "    disk: {name: spare}\n    image:", [[10, "source", "spec.source"]]],
    ["a file", "    image:\n      name: ubuntu-2404", "    upload: {}", [[10, "upload", "spec.source.upload"]]],
    ["a size that is none", "storage: 20Gi", "storage: large", [[12, "value", "spec.storage"]]],
    [
      "a disk of another name",
      "name: web-system\n  namespace",
      "name: other\n  namespace",
      [[4, "unattached", "metadata.name"]],
    ],
  ])("says at its line what the form cannot follow: %s", (_, from, to, problems) =>
    expect(changed(from, to)).toEqual(problems),
  );

  it("needs one machine, no more and no less", () => {
    const [disk = "", vm = ""] = yaml.split("---\n");
    expect(read("")).toMatchObject({ problems: [{ line: 1, rule: "noMachine" }] });
    expect(read("just text")).toMatchObject({ problems: [{ rule: "kind" }] });
    expect(read(`${disk}---\n${vm}---\n${vm}`)).toMatchObject({ problems: [{ rule: "twoMachines" }] });
    expect(read(`${disk}---\n${yaml}`)).toMatchObject({ problems: [{ rule: "diskTwice" }] });
  });

  it("takes a name that is not made of the machine's for the disk's own", () => {
    const own = yaml.replaceAll("name: web-system", "name: app-root");
    expect(read(own)).toMatchObject({ ok: true, input: { disks: [{ part: "system", name: "app-root" }] } });
    const taken = read(yaml.replaceAll("name: web-system", "name: spare"));
    expect(taken).toMatchObject({ ok: true, input: { disks: [{ part: "system", name: "spare" }] } });
    const iso = "spec: {source: {http: {url: 'https://a.example/x.iso'}}, optical: true, storage: 5Gi}";
    const more = [
      `apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata: {name: install}\n${iso}\n`,
      "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata: {name: web-logs}\n",
      "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata: {name: web}\n",
      yaml.replace("- name: web-system", "- install\n    - name: web-system\n    - web-logs\n    - web"),
    ];
    expect(read(more.join("---\n"))).toMatchObject({
      ok: true,
      input: {
        disks: [
          { part: "installer", name: "install", optical: true },
          { part: "system" },
          { part: "logs" },
          { part: "data", name: "web" },
        ],
      },
    });
  });

  it("keeps the role of a disk whose name says another thing behind the machine's", () => {
    const disk = (name: string, spec: string) =>
      `apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata: {name: ${name}}\nspec: {${spec}}\n`;
    const iso = "source: {http: {url: 'https://a.example/x.iso'}}, optical: true, storage: 5Gi";
    const machine = (...names: string[]) =>
      `apiVersion: apps.cozystack.io/v1alpha1\nkind: VMInstance\nmetadata: {name: db}\nspec: {disks: [${names.map((name) => `{name: ${name}}`).join(", ")}]}\n`;
    const disksOf = (...documents: string[]) => {
      const answer = read(documents.join("---\n"));
      if (!answer.ok) throw new Error(JSON.stringify(answer.problems));
      return answer.input.disks.map((each) => [each.kind === "new" && each.part, each.name]);
    };
    const root = disk("db-root", "storage: 20Gi");
    const logs = disk("db-logs", "storage: 5Gi");
    const setup = disk("db-iso", iso);
    expect(disksOf(root, setup, logs, machine("db-root", "db-iso", "db-logs"))).toEqual([
      ["system", "db-root"],
      ["installer", "db-iso"],
      ["logs", undefined],
    ]);
    expect(disksOf(setup, root, machine("db-iso", "db-root"))).toEqual([
      ["installer", "db-iso"],
      ["system", "db-root"],
    ]);
    const drivers = disk("db-drivers", iso);
    const system = disk("db-system", "storage: 20Gi");
    expect(disksOf(logs, system, drivers, machine("db-logs", "db-system", "db-drivers"))).toEqual([
      ["logs", undefined],
      ["system", undefined],
      ["drivers", undefined],
    ]);
  });

  it("X04: is data within limits: aliases without end, tags and length are problems", () => {
    const rows = Array.from({ length: 9 }, (_, n) => `b${n + 1}: &b${n + 1} [*b${n},*b${n},*b${n},*b${n}]`);
    expect(read(`b0: &b0 [x,x]\n${rows.join("\n")}\nkind: VMInstance`)).toMatchObject({
      problems: [{ rule: "syntax" }],
    });
    expect(read(`${yaml}a: !!js/function 'x'`)).toMatchObject({
      problems: [{ rule: "syntax" }],
    });
    expect(read("x".repeat(600_000))).toMatchObject({ problems: [{ rule: "tooLong" }] });
  });

  it("survives any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.nat(yaml.length), (text, at) => {
        const answer = read(yaml.slice(0, at) + text + yaml.slice(at));
        if (!answer.ok) expect(answer.problems.every(({ line }) => line >= 1)).toBe(true);
      }),
    );
  });
});
