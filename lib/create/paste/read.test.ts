import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gibibyte } from "../../resources/quantity.ts";
import { isRefusal } from "./change.ts";
import { readPasted } from "./read.ts";
import { optionsOf, saidOf } from "./reading.fixture.ts";

const options = optionsOf("current");
const read = (text: string) => readPasted(text, options);
const said = (text: string) => saidOf(read(text), options);
const api = "apiVersion: apps.cozystack.io/v1alpha1\n";
const machine = (spec: string, head = "metadata: {name: web}") => `${api}kind: VMInstance\n${head}\nspec: {${spec}}\n`;
const disk = (spec: string, name = "root") => `${api}kind: VMDisk\nmetadata: {name: ${name}}\nspec: {${spec}}\n`;
const inputOf = (text: string) => {
  const answer = read(text);
  if (!answer.ok || answer.kind !== "machine") throw new Error(JSON.stringify(answer));
  return answer.input;
};
const valuesOf = (text: string) => {
  const answer = read(text);
  return answer.ok ? answer.changes.map(({ values }) => values) : answer.problems.map(({ values }) => values);
};

describe("what is pasted", () => {
  it("is a machine with its disks, under the names it gives them", () => {
    const text = `${disk("storage: 50Gi, source: {image: {name: ubuntu-2404}}", "prod-system")}---\n${disk(
      "storage: 200Gi",
      "prod-data",
    )}---\n${machine("runStrategy: Always, disks: [{name: prod-system}, {name: prod-data}], external: true")}`;
    expect(read(text)).toMatchObject({
      ok: true,
      kind: "machine",
      changes: [],
      input: {
        name: "web",
        disks: [
          { kind: "new", part: "system", name: "prod-system", sizeBytes: 50 * gibibyte },
          { kind: "new", part: "data", name: "prod-data", source: { kind: "empty" }, storageClass: "replicated" },
        ],
        exposure: { kind: "ports", ports: [22] },
      },
    });
  });

  it("is a disk by itself", () =>
    expect(read(disk("storage: 2Gi, optical: true, source: {http: {url: 'https://a.example/x.iso'}}", "iso"))).toEqual({
      ok: true,
      kind: "disk",
      changes: [],
      machines: [],
      made: {
        name: "iso",
        disk: {
          ...{ kind: "new", part: "data", sizeBytes: 2 * gibibyte, storageClass: "replicated", optical: true, bus: "" },
          source: { kind: "url", url: "https://a.example/x.iso", headers: [], checksum: "" },
        },
      },
    }));

  it("as a part changes what it says and nothing else", () => {
    expect(inputOf("spec: {externalMethod: WholeIP}")).toEqual({ ...options.over, exposure: { kind: "whole" } });
    expect(inputOf("external: false")).toEqual({ ...options.over, exposure: { kind: "private" } });
    expect(inputOf("spec: {running: false}")).toEqual({ ...options.over, start: false });
    expect(inputOf("spec: {instanceType: u1.xlarge}").size).toEqual({ kind: "type", instanceType: "u1.xlarge" });
    expect(inputOf("spec: {resources: {cpu: 2, memory: 4Gi}}")).toEqual({
      ...options.over,
      size: { kind: "custom", cpu: 2, sockets: 1, memoryBytes: 4 * gibibyte },
    });
    const [first] = options.over.disks;
    expect(inputOf(`spec: {disks: [shared, ${options.over.name}-system]}`).disks).toEqual([
      { kind: "existing", name: "shared", bus: "" },
      first,
    ]);
    expect(read("spec: {storage: 7Gi}")).toMatchObject({
      made: { name: "disk-1", disk: { sizeBytes: 7 * gibibyte, storageClass: "replicated" } },
    });
  });

  it("may be JSON, a List, what a cluster answered, or fenced and indented by a page", () => {
    const metadata = { name: "web", namespace: "other", uid: "1", resourceVersion: "2", managedFields: [{}] };
    const item = {
      ...{
        apiVersion: "apps.cozystack.io/v1alpha1",
        kind: "VMInstance",
        status: {},
        spec: { disks: [{ name: "shared" }] },
      },
      metadata: { ...metadata, labels: { team: "a", "created-by": "porthole" }, annotations: { a: "b" } },
    };
    const text = JSON.stringify({ apiVersion: "v1", kind: "List", items: [item] }, null, "\t");
    expect(said(text).map((one) => one.split(".")[1])).toEqual(["status", "namespace", "metadata"]);
    expect(valuesOf(text).map(({ fields }) => fields)).toContain(
      "labels, uid, resourceVersion, managedFields, annotations",
    );
    expect(inputOf(text)).toMatchObject({ name: "web", disks: [{ kind: "existing", name: "shared" }] });
    expect(said(`\`\`\`yaml\nspec:\n\u00a0\u00a0external: false\n\`\`\``)).toEqual(["1.spaces"]);
    expect(said("\ufeffspec:\r\n  external: false\r\n")).toEqual([]);
    expect(inputOf(`\ufeff${disk("storage: 1Gi", "a")}---\r\n\ufeff${machine("disks: [a]")}`)).toMatchObject({
      disks: [{ kind: "new" }],
    });
  });

  it("may be user data, which keeps every byte", () => {
    const text = "#cloud-config\r\n\u00a0# a\npackages: [x]";
    expect(inputOf(text)).toEqual({ ...options.over, cloudInit: text });
  });

  it.each([
    ["behind an empty line", "\n#cloud-config\npackages: [x]\n"],
    ["indented", "  #cloud-config\n  packages: [x]\n"],
    ["with a word behind its first line", "#cloud-config of web\npackages: [x]\n"],
    ["a template", "## template: jinja\n#cloud-config\nhostname: {{ v1.name }}\n"],
    ["of several parts", 'Content-Type: multipart/mixed; boundary="b"\nMIME-Version: 1.0\n\n--b--\n'],
    ["for Windows", "#ps1_sysnative\nGet-Disk\n"],
  ])("may be user data %s", (_, text) => {
    expect(inputOf(text)).toEqual({ ...options.over, cloudInit: text });
    expect(said(text)).toEqual(["1.userData"]);
  });

  it("is user data without the fence around it, and with those inside", () => {
    const text = "#cloud-config\nruncmd:\n  - |\n    cat <<E\n```\nx\n```\n    E\n";
    expect(inputOf(`\n\`\`\`yaml\r\n${text}\`\`\`\n`).cloudInit).toBe(text);
    expect(inputOf(text).cloudInit).toBe(text);
  });

  it("names the nearest of what this cluster does not have", () => {
    expect(valuesOf(machine("disks: [{name: shared}], instanceType: cx1.large, instanceProfile: windows"))).toEqual([
      { from: "cx1.large", to: "s1.large" },
      { from: "windows", to: "windows.2k25" },
    ]);
    expect(valuesOf(machine("disks: [{name: shared}], instanceType: nobody.knows, instanceProfile: haiku"))).toEqual([
      { from: "nobody.knows" },
      { from: "haiku" },
    ]);
    expect(inputOf(machine("disks: [{name: shared}], instanceType: nobody.knows")).size).toEqual(options.over.size);
    expect(valuesOf(disk("storageClass: gold, source: {image: {name: ubuntu-2004}}"))).toEqual([
      { from: "ubuntu-2004", to: "ubuntu-2204" },
      { from: "gold", to: "replicated" },
    ]);
    const missing = optionsOf("current", {
      missing: ["instancetypes", "profiles", "storageclasses", "images", "names"],
    });
    const text = machine("disks: [{name: x}], instanceType: cx1.large, instanceProfile: windows");
    expect(saidOf(readPasted(text, missing), missing)).toEqual([]);
  });

  it("refuses at its line what a source would lose, and asks what the disk starts from", () => {
    const answer = read(disk("source: {s3: {bucket: x}, image: null}"));
    expect(answer).toMatchObject({ ok: true, made: { disk: { source: { kind: "image", name: "" } } } });
    expect(answer.ok && answer.changes.filter(isRefusal)).toMatchObject([{ line: 4, values: { field: "source.s3" } }]);
    expect(said(disk("source: {image: {name: haiku-1}}"))).toEqual(["4.imageGone"]);
  });

  it("says every field that has no place, and goes on without it", () => {
    const spec = "hostNetwork: true, disks: [{name: shared, boot: 1}, shared], cloudInitSeed: x, runStrategy: Manual";
    expect(said(machine(`${spec}, running: true, externalAllowICMP: true, subnets: [{name: a}]`))).toEqual(
      "fieldUnknown seed powerTwice strategyOther disksAsObjects fieldUnknown diskTwice networksAs"
        .split(" ")
        .map((rule) => `4.${rule}`),
    );
    expect(said(machine("disks: [{name: shared}], instanceType: u1.medium, resources: {cpu: 2, gpu: 1}"))).toEqual([
      "4.resourcesBesideType",
    ]);
    expect(said(machine("disks: [{name: shared}], externalPorts: [22]"))).toEqual(["4.portsPrivate"]);
    expect(said(`${disk("storage: 1Gi")}---\n${machine("disks: [{name: shared}]")}---\nkind: Service\n`)).toEqual([
      "3.unattached",
      "11.kindDropped",
    ]);
  });
});

describe("what cannot be taken", () => {
  it.each([
    ["nothing", "  \n", "1!nothing"],
    ["prose", "just words", "1!nothing"],
    [
      "X06: a picture with a script",
      '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
      "1!markup",
    ],
    ["X06: a page", "\n<!DOCTYPE html><img src=x onerror=alert(1)>", "1!markup"],
    ["Terraform", '# x\nresource "cozystack_vm" "a" {\n}', "2!terraform"],
    ["docker-compose", "services:\n  web: {image: nginx}\n", "2!compose"],
    ["a Deployment", "apiVersion: apps/v1\nkind: Deployment\nspec: {}\n", "2!workload"],
    ["another kind", "apiVersion: v1\nkind: Secret\ndata: {}\n", "2!kind"],
    ["several disks and no machine", `${disk("")}---\n${disk("", "b")}`, "6!severalDisks"],
    ["a value of another kind", machine("external: maybe, disks: [{name: shared}]"), "4!value"],
    ["a file", disk("source: {upload: {}}"), "4!upload"],
    ["two sources", disk("source: {image: {name: ubuntu-2404}, http: {url: x}}"), "4!source"],
    ["a bracket too many", "spec: [", "1!syntax"],
    ["a field twice", "spec:\n  external: true\n  external: false\n", "3!syntax"],
  ])("%s", (_, text, problem) => expect(said(text)[0]).toBe(problem));

  it("X04: is too long, too deep, too many or refers to itself without end", () => {
    expect(said(`spec: ${"x".repeat(600_000)}`)).toEqual(["1!tooLong"]);
    expect(said("spec: a\n".repeat(600_000))).toEqual(["1!tooLong"]);
    expect(said(`spec: ${"{a: ".repeat(60)}1${"}".repeat(60)}`)).toEqual(["1!tooDeep"]);
    expect(said(`spec: ${"[".repeat(50_000)}`)).toMatchObject([expect.stringMatching(/^1!(syntax|tooDeep)$/)]);
    expect(said(Array.from({ length: 10_000 }, (_, index) => `k${index}:\n`).join(""))).toEqual(["1!nothing"]);
    expect(said("---\na: 1\n".repeat(60))).toEqual(["1!tooMany"]);
    expect(said("---\n".repeat(100_000))).toEqual(["1!tooMany"]);
    expect(said("a\n...\n".repeat(80_000))).toEqual(["1!tooMany"]);
    const rows = Array.from({ length: 9 }, (_, n) => `b${n + 1}: &b${n + 1} [*b${n},*b${n},*b${n},*b${n}]`);
    expect(said(`b0: &b0 [x,x]\n${rows.join("\n")}`)).toEqual(["1!syntax"]);
    expect(said("spec: !!js/function 'x'")).toEqual(["1!syntax"]);
  });

  it("survives any text, and any data in the place of a spec", () => {
    fc.assert(fc.property(fc.string({ unit: "grapheme" }), (text) => void read(text)));
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.constantFrom("VMInstance", "VMDisk", "VirtualMachine", "DataVolume"),
        (spec, kind) => {
          const apiVersion = kind === "VirtualMachine" ? "kubevirt.io/v1" : "x";
          void read(JSON.stringify({ apiVersion, kind, metadata: { name: "a" }, spec }));
        },
      ),
    );
  });
});

describe("lost indentation", () => {
  it("is put back where every line has one place", () => {
    const text = `${api}kind: VMDisk\nmetadata:\nname: a\nspec:\nsource:\nhttp:\nurl: https://a.example/x\nstorage: 5Gi\n`;
    const answer = read(text);
    expect(answer).toMatchObject({ ok: false, problems: [{ line: 3, rule: "indentation" }] });
    expect(answer.ok ? "" : answer.mended).toBe(
      `${api}kind: VMDisk\nmetadata:\n  name: a\nspec:\n  source:\n    http:\n      url: https://a.example/x\n  storage: 5Gi\n`,
    );
    const list = `${api}kind: VMInstance\nmetadata:\nname: a\nspec:\ndisks:\n- name: b\nbus: sata\n- name: c\nexternal: true\n`;
    const mended = read(list);
    expect(mended.ok ? "" : mended.mended).toContain(
      "disks:\n    - name: b\n      bus: sata\n    - name: c\n  external: true\n",
    );
  });

  it.each([
    ["user data", `${api}kind: VMInstance\nmetadata:\nname: a\nspec:\ncloudInit: |\n#cloud-config\nusers:\n`],
    ["a field nobody knows", `${api}kind: VMInstance\nmetadata:\nname: a\nspec:\nhostNetwork: true\n`],
    ["no kind", "metadata:\nname: a\nspec:\nexternal: true\n"],
    ["another kind", `${api}kind: Secret\nmetadata:\nname: a\n`],
  ])("is only named where nobody can tell: %s", (_, text) =>
    expect(read(text)).toMatchObject({ ok: false, mended: null }),
  );

  it("is not where text is indented, and not guessed at in any text", () => {
    expect(said("metadata:\n  name: a\nspec:\n  external: false\n")).not.toContain("1!indentation");
    const line = fc.constantFrom(
      "metadata:",
      "spec:",
      "name: a",
      "- x",
      "- name: b",
      "kind: VMDisk",
      "disks:",
      "a b",
      "source:",
    );
    fc.assert(fc.property(fc.array(line), (lines) => void read(lines.join("\n"))));
  });
});
