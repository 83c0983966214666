import { describe, expect, it } from "vitest";
import { eraSchemas, eras } from "../resources/dialect/eras.fixture.ts";
import { cover } from "./covered.ts";
import { objectOfText, readEdited } from "./edited.ts";
import { fieldSchemaOf } from "./field-schema.ts";
import type { JsonObject } from "./merge-patch.ts";
import { editableText } from "./shown-text.ts";

const stored = (spec: JsonObject): JsonObject => ({
  apiVersion: "apps.cozystack.io/v1alpha1",
  kind: "VMInstance",
  metadata: {
    name: "web",
    namespace: "tenant-acme",
    uid: "u-1",
    resourceVersion: "7",
    labels: { "created-by": "porthole", "internal.cozystack.io/tenantresource": "true", team: "shop" },
    annotations: { note: "ask Ada" },
  },
  spec,
  status: { version: "1.0.0" },
});

const schema = fieldSchemaOf(eraSchemas.current.vmInstance);
const machine = stored({
  runStrategy: "Always",
  instanceType: "u1.medium",
  disks: [{ name: "web-system" }],
  externalPorts: [22],
  cloudInit: "#cloud-config\npassword: hunter2\n",
});
const text = editableText(machine, false);
const base = objectOfText(text) ?? {};
const edit = (change: (text: string) => string) => readEdited(change(text), base, schema);
const ruled = ({ problems }: ReturnType<typeof edit>) =>
  problems.map(({ line, rule, field }) => `${line} ${rule} ${field}`);

describe("a text as it was given", () => {
  it("changes nothing", () =>
    expect(readEdited(text, base, schema)).toMatchObject({ patch: {}, problems: [], notes: [] }));

  it("has neither uid nor status nor a secret in it", () => {
    expect(text).not.toMatch(/uid|resourceVersion|status|hunter2/);
  });
});

describe("what is written", () => {
  it("is only what changed, whatever is said in comments or moved about", () => {
    const moved = "  runStrategy: Always\n";
    const edited = edit((all) => {
      const said = all.replace("instanceType: u1.medium", "instanceType: u1.large # was too small").replace(moved, "");
      return `# before the sale\n${said}${moved}`;
    });
    expect(edited).toMatchObject({ patch: { spec: { instanceType: "u1.large" } }, problems: [] });
  });

  it("is null for a removed key, and for one that is left empty", () => {
    expect(edit((all) => all.replace("  instanceType: u1.medium\n", "")).patch).toEqual({
      spec: { instanceType: null },
    });
    expect(edit((all) => all.replace("u1.medium", "")).patch).toEqual({ spec: { instanceType: null } });
  });

  it("is lists whole", () => {
    const { patch } = edit((all) => all.replace("    - 22\n", "    - 22\n    - 443\n"));
    expect(patch).toEqual({ spec: { externalPorts: [22, 443] } });
  });

  it("is also labels and annotations that are the person's", () => {
    const { patch, problems } = edit((all) =>
      all.replace("team: shop", "team: ops").replace("    note: ask Ada\n", "    owner: Grace\n"),
    );
    expect(problems).toEqual([]);
    expect(patch).toEqual({ metadata: { labels: { team: "ops" }, annotations: { note: null, owner: "Grace" } } });
  });

  it("is never the cover of a secret that was not looked at", () => {
    const quoted = edit((all) => all.replace(`cloudInit: ${cover}`, `cloudInit: "${cover} and more"`));
    expect(ruled(quoted)).toEqual(["19 covered spec.cloudInit"]);
    expect(edit((all) => all.replace(`cloudInit: ${cover}`, 'cloudInit: "#cloud-config"')).patch).toEqual({
      spec: { cloudInit: "#cloud-config" },
    });
  });

  it("P13: holds a field nobody here knows as it was typed, with a note that it is none of the platform's", () => {
    const { patch, problems, notes } = edit((all) => `${all}  hostDevices:\n    - deviceName: nvidia.com/a100\n`);
    expect(patch).toEqual({ spec: { hostDevices: [{ deviceName: "nvidia.com/a100" }] } });
    expect(problems).toEqual([]);
    expect(notes).toMatchObject([{ rule: "unknown", field: "spec.hostDevices" }]);
  });

  it.each(eras)("is in the words of the platform: %s", (era) => {
    const disks = era === "documented" ? ["web-system"] : [{ name: "web-system" }];
    const power: JsonObject = era === "current" ? { runStrategy: "Always" } : { running: true };
    const given = editableText(stored({ ...power, disks }), false);
    const more = era === "documented" ? "    - web-data\n" : "    - name: web-data\n";
    const edited = readEdited(given + more, objectOfText(given) ?? {}, fieldSchemaOf(eraSchemas[era].vmInstance));
    const added = era === "documented" ? "web-data" : { name: "web-data" };
    expect(edited).toMatchObject({ patch: { spec: { disks: [...disks, added] } }, problems: [], notes: [] });
  });
});

describe("what is refused, and where", () => {
  it.each([
    ["namespace", "namespace: tenant-acme", "namespace: tenant-other", "5 fixed metadata.namespace"],
    ["name", "name: web\n", "name: mail\n", "4 fixed metadata.name"],
    ["kind", "kind: VMInstance", "kind: VMDisk", "2 fixed kind"],
    ["ownerReferences", "  labels:", "  ownerReferences: []\n  labels:", "6 metadataKey metadata.ownerReferences"],
    ["finalizers", "  labels:", "  finalizers: [x]\n  labels:", "6 metadataKey metadata.finalizers"],
    [
      "a reserved label",
      'tenantresource: "true"',
      'tenantresource: "false"',
      "8 reserved metadata.labels.internal.cozystack.io/tenantresource",
    ],
    [
      "another reserved label",
      "team: shop",
      "apps.cozystack.io/application.name: mail",
      "9 reserved metadata.labels.apps.cozystack.io/application.name",
    ],
    [
      "a reserved annotation",
      "note: ask Ada",
      "helm.sh/hook: pre-install",
      "11 reserved metadata.annotations.helm.sh/hook",
    ],
    ["our own label", "created-by: porthole", "created-by: me", "7 ownLabel metadata.labels.created-by"],
    ["the status", "spec:\n", "status: {}\nspec:\n", "12 topKey status"],
  ])("P12: %s", (_, from, to, said) => {
    expect(ruled(edit((all) => all.replace(from, to)))).toContain(said);
  });

  it.each([
    ["a wrong type", "externalPorts:\n    - 22", "externalPorts: 22,443", "17 type spec.externalPorts"],
    ["names where the platform wants objects", "- name: web-system", "- web-system", "16 type spec.disks.0"],
    ["a word that is no choice", "Always", "Sometimes", "13 enum spec.runStrategy"],
    ["what is no YAML", "kind: VMInstance", "kind: [", "3 syntax "],
    ["a key of the platform's own", "  runStrategy", "  _x: 1\n  runStrategy", "13 underscore spec._x"],
    ["a label's value that is no text", "team: shop", "team: 7", "9 notText metadata.labels.team"],
    ["a label's key of 46 characters", "team", "t".repeat(46), `9 labelLong metadata.labels.${"t".repeat(46)}`],
    ["a label's value with a blank", "team: shop", "team: the shop", "9 labelValue metadata.labels.team"],
  ])("%s", (_, from, to, said) => {
    expect(ruled(edit((all) => all.replace(from, to)))).toContain(said);
  });

  it("a text of nothing, of two documents and of a bomb of aliases", () => {
    expect(ruled(edit(() => ""))).toEqual(["1 noObject "]);
    expect(ruled(edit((all) => `${all}---\n${all}`))[0]).toMatch(/several/);
    const bomb = `a: &a [x,x,x,x,x]\nb: &b [${"*a,".repeat(30)}]\nc: [${"*b,".repeat(30)}]\n`;
    expect(ruled(edit(() => bomb))).toEqual(["1 syntax "]);
  });

  it("nothing that was so before and is left alone", () => {
    const old = stored({ runStrategy: "Always", resources: { cpu: "", memory: "" }, instanceType: "u1.medium" });
    const given = editableText(old, false);
    const { problems, notes, patch } = readEdited(
      given.replace("u1.medium", "u1.large"),
      objectOfText(given) ?? {},
      schema,
    );
    expect(problems).toEqual([]);
    expect(notes.map(({ rule }) => rule)).toEqual(["amount", "amount"]);
    expect(patch).toEqual({ spec: { instanceType: "u1.large" } });
  });
});
