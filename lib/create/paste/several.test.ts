import { describe, expect, it } from "vitest";
import { eras } from "../../resources/dialect/eras.fixture.ts";
import { gibibyte } from "../../resources/quantity.ts";
import { readPasted } from "./read.ts";
import { optionsOf, saidOf } from "./reading.fixture.ts";

const api = "apiVersion: apps.cozystack.io/v1alpha1\n";
const machine = (name: string, spec: string, namespace = "") =>
  `${api}kind: VMInstance\nmetadata: {name: ${name}${namespace && `, namespace: ${namespace}`}}\nspec: {${spec}}\n`;
const disk = (name: string, spec: string, namespace = "") =>
  `${api}kind: VMDisk\nmetadata: {name: ${name}${namespace && `, namespace: ${namespace}`}}\nspec: {${spec}}\n`;
const raw = (name: string, claim: string) =>
  `apiVersion: kubevirt.io/v1\nkind: VirtualMachine\nmetadata: {name: ${name}}\nspec:\n  template:\n    spec:\n      volumes:\n        - {name: root, dataVolume: {name: ${claim}}}\n`;
const volume = (name: string, size: string) =>
  `apiVersion: cdi.kubevirt.io/v1beta1\nkind: DataVolume\nmetadata: {name: ${name}}\nspec: {source: {http: {url: "https://a.example/x.img"}}, storage: {resources: {requests: {storage: ${size}}}}}\n`;
const all = (...documents: string[]) => documents.join("---\n");

const web = all(disk("web-root", "storage: 30Gi"), machine("web", "disks: [{name: web-root}]"));
const db = all(
  disk("db-root", "storage: 40Gi"),
  disk("db-data", "storage: 90Gi"),
  machine("db", "disks: [{name: db-root}, {name: db-data}], external: true, externalPorts: [5432]"),
);
const both = all(web, db);

describe.each(eras)("several machines in one text, in front of a cluster of the dialect %s,", (era) => {
  const options = optionsOf(era);

  it("are none until somebody chooses one of them by name", () =>
    expect(readPasted(both, options)).toEqual({
      ...{ ok: false, problems: [], mended: null },
      machines: [
        { name: "web", namespace: "", kind: "VMInstance", line: 7, disks: 1 },
        { name: "db", namespace: "", kind: "VMInstance", line: 22, disks: 2 },
      ],
    }));

  it("are each what they are alone, and what belongs to the others is said", () => {
    for (const [chosen, alone] of [web, db].entries()) {
      const read = readPasted(both, options, chosen);
      const single = readPasted(alone, options);
      if (!read.ok || read.kind !== "machine" || !single.ok || single.kind !== "machine") throw new Error(both);
      expect(read.input).toEqual(single.input);
      expect(read.machines).toHaveLength(2);
      expect(single.machines).toEqual([]);
    }
    const said = saidOf(readPasted(both, options, 0), options);
    expect(said.filter((one) => !one.includes("disksAs"))).toEqual([
      "13.diskOfOther",
      "18.diskOfOther",
      "22.machineLeft",
    ]);
    expect(readPasted(both, options, 1)).toMatchObject({
      ok: true,
      input: { name: "db", exposure: { kind: "ports", ports: [5432] } },
      changes: expect.arrayContaining([
        { line: 3, rule: "diskOfOther", values: { name: "web-root", machine: "web" } },
        { line: 7, rule: "machineLeft", values: { name: "web" } },
      ]),
    });
  });
});

describe("of several machines in one text", () => {
  const options = optionsOf("current");
  const chosen = (text: string, one: number) => readPasted(text, options, one);
  const said = (text: string, one: number) => saidOf(chosen(text, one), options);

  it("a disk that two of them list comes with either, and one that none lists is left out", () => {
    const text = all(
      disk("logs", "storage: 5Gi"),
      disk("spare", "storage: 6Gi"),
      machine("a", "disks: [{name: logs}]"),
      machine("b", "disks: [{name: logs}]"),
    );
    for (const one of [0, 1]) {
      expect(chosen(text, one)).toMatchObject({ input: { disks: [{ kind: "new", name: "logs" }] } });
      expect(said(text, one)).toContain("8.unattached");
      expect(said(text, one)).not.toContain("3.diskOfOther");
    }
  });

  it("each takes the disk of its own namespace, where a cluster was asked for all of them", () => {
    const text = all(
      disk("root", "storage: 11Gi", "one"),
      disk("root", "storage: 22Gi", "two"),
      machine("web", "disks: [{name: root}]", "one"),
      machine("web", "disks: [{name: root}]", "two"),
    );
    const sizes = [0, 1].map((one) => {
      const read = chosen(text, one);
      return read.ok && read.kind === "machine" ? read.input.disks : [];
    });
    expect(sizes).toMatchObject([[{ sizeBytes: 11 * gibibyte }], [{ sizeBytes: 22 * gibibyte }]]);
    expect(said(text, 1)).toEqual(["3.diskOfOther", "8.namespace", "12.machineLeft", "18.namespace"]);
    expect(chosen(text, 1).machines).toMatchObject([{ namespace: "one" }, { namespace: "two" }]);
  });

  it("raw VirtualMachines and DataVolumes are chosen among like any others", () => {
    const text = all(
      volume("one-root", "11Gi"),
      volume("two-root", "22Gi"),
      raw("one", "one-root"),
      raw("two", "two-root"),
      machine("web", "disks: [{name: shared}]"),
    );
    expect(readPasted(text, options).machines).toMatchObject([
      { name: "one", kind: "VirtualMachine", disks: 1 },
      { name: "two", kind: "VirtualMachine", disks: 1 },
      { name: "web", kind: "VMInstance" },
    ]);
    expect(chosen(text, 1)).toMatchObject({
      ok: true,
      input: { name: "two", disks: [{ kind: "new", name: "two-root", sizeBytes: 22 * gibibyte }] },
    });
    expect(said(text, 1).filter((one) => one.endsWith("rawMachine") || one.endsWith("rawDisk"))).toHaveLength(2);
    expect(said(text, 1)).toEqual(expect.arrayContaining(["3.diskOfOther", "12.machineLeft", "30.machineLeft"]));
    expect(said(text, 2).filter((one) => one.includes("raw"))).toEqual([]);
  });

  it("a List that kubectl answered with is chosen from, also as JSON on one line", () => {
    const item = (name: string) => ({
      ...{ apiVersion: "apps.cozystack.io/v1alpha1", kind: "VMInstance", metadata: { name, namespace: "tenant-x" } },
      spec: { disks: [{ name: "shared" }] },
    });
    const text = JSON.stringify({ apiVersion: "v1", kind: "List", items: ["a", "b", "c"].map(item) });
    expect(readPasted(text, options).machines.map(({ name }) => name)).toEqual(["a", "b", "c"]);
    expect(chosen(text, 2)).toMatchObject({ ok: true, input: { name: "c" } });
    const typed = text.replaceAll('"kind":"VMInstance",', "").replace('"List"', '"VMInstanceList"');
    expect(chosen(typed, 1)).toMatchObject({ ok: true, input: { name: "b" } });
  });

  it("what is wrong with one is no reason against another, and nothing is chosen by a number that is none", () => {
    const text = all(machine("broken", "external: maybe, disks: [{name: shared}]"), machine("web", "disks: [shared]"));
    expect(chosen(text, 0)).toMatchObject({ ok: false, problems: [{ line: 4, rule: "value" }], machines: [{}, {}] });
    expect(chosen(text, 1)).toMatchObject({ ok: true, input: { name: "web" } });
    for (const one of [-1, 2, 0.5, Number.NaN])
      expect(chosen(text, one)).toMatchObject({ ok: false, problems: [], machines: [{}, {}] });
    expect(chosen(`${text}---\nspec: [`, 1)).toMatchObject({ ok: false, problems: [{ rule: "syntax" }] });
  });

  it("parts and objects that nobody uses are said", () => {
    const text = all(both, "spec: {storage: 7Gi}\n", "kind: Service\n");
    expect(said(text, 0)).toEqual(expect.arrayContaining(["26.diskPart", "28.kindDropped"]));
    expect(said(all(web, "spec: {storage: 7Gi}\n"), 0)).toContain("11.diskPart");
  });
});
