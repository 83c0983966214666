import type { Era } from "../../resources/dialect/eras.fixture.ts";
import type { CatalogueView } from "../../resources/image/view.ts";
import { gibibyte } from "../../resources/quantity.ts";
import { defaultInput } from "../defaults.ts";
import { goldenCatalogue, goldenTenant } from "../golden.fixture.ts";
import { type Pasted, type PasteOptions, readPasted } from "./read.ts";

/** A form that nobody has touched, in front of a cluster of one dialect. Only tests read it. */
export const optionsOf = (era: Era, change: Partial<CatalogueView> = {}): PasteOptions => {
  const catalogue = { ...goldenCatalogue(era), ...change };
  return {
    over: defaultInput(catalogue, null),
    overDisk: {
      name: "disk-1",
      disk: {
        ...{ kind: "new", part: "data", source: { kind: "empty" }, sizeBytes: 20 * gibibyte },
        ...{ storageClass: "replicated", optical: false, bus: "" },
      },
    },
    catalogue,
    tenant: goldenTenant,
  };
};

/** Each change as `line.rule`; a text whose indentation is lost is read as mended. */
export const saidOf = (read: Pasted, options: PasteOptions): string[] => {
  if (read.ok) return read.changes.map(({ line, rule }) => `${line}.${rule}`);
  const first = read.problems.map(({ line, rule }) => `${line}!${rule}`);
  return read.mended === null ? first : [...first, ...saidOf(readPasted(read.mended, options), options)];
};

const indented = (text: string) => text.replace(/^\n/, "").replace(/\s+$/, "\n");

/** Shapes that documentation of several ages shows, and what is said of each; what a dialect adds stands behind it. */
type Sample = readonly [name: string, text: string, said: string[], more: Partial<Record<Era, string[]>>];

export const samples: readonly Sample[] = [
  [
    "a machine without anything",
    "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMInstance\nmetadata: {name: a}\nspec:\n",
    ["4.disksKept"],
    {},
  ],
  [
    "a whole machine of the platform's first age",
    indented(`
apiVersion: apps.cozystack.io/v1alpha1
kind: VMInstance
metadata:
  name: web
spec:
  running: true
  external: true
  externalMethod: WholeIP
  externalPorts: [22]
  instanceType: cx1.medium
  instanceProfile: centos
  disks:
    - name: shared
  resources: {cpu: "", memory: ""}
  cloudInitSeed: ""
`),
    ["9.portsWhole", "10.typeNearest", "11.profileNearest", "14.empty", "15.empty"],
    { current: ["6.runningAsStrategy"], documented: ["13.disksAsNames"] },
  ],
  [
    "disks as names, ports as one text",
    indented(`
apiVersion: apps.cozystack.io/v1alpha1
kind: VMInstance
metadata: {name: web, namespace: default}
spec:
  runStrategy: Halted
  external: true
  externalPorts:
    - port: 22,443
    - "80"
    - 80
    - {port: 53, protocol: UDP}
  disks: [shared, gone]
`),
    ["3.namespace", "8.ports", "9.ports", "11.portOther", "12.diskAbsent", "12.disksAsObjects"],
    { "0.34": ["5.strategyAsRunning"], "0.38": ["5.strategyAsRunning"], documented: ["5.strategyAsRunning"] },
  ],
  ["ports alone", "spec:\n  external: true\n  externalPorts:\n    - port: 22,443\n", ["4.ports"], {}],
  ["keys alone", "spec:\n  sshKeys: [ssh-ed25519 AAAA]\n", [], {}],
  ["user data alone", "spec:\n  cloudInit: |\n    #cloud-config\n    packages: [htop]\n", [], {}],
  ["an empty disk alone", "spec:\n  source: {}\n", ["2.sourceEmpty"], {}],
  [
    "headers and a checksum",
    'spec:\n  source:\n    http:\n      url: "https://a.example/x.img"\n      headers: {Authorization: x}\n      checksum: "sha256:ab"\n',
    [],
    {
      "0.34": ["5.sourceRefused", "6.sourceRefused"],
      "0.38": ["5.sourceRefused", "6.sourceRefused"],
      current: ["5.sourceRefused", "6.sourceRefused"],
    },
  ],
  [
    "a registry",
    'spec:\n  source:\n    registry:\n      url: "docker://q.example/a:1"\n',
    [],
    { "0.34": ["4.sourceRefused"], "0.38": ["4.sourceRefused"], current: ["4.sourceRefused"] },
  ],
  [
    "lost indentation",
    "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata:\nname: root\nspec:\nsource:\nimage:\nname: ubuntu-2404\nstorage: 20Gi\nstorageClass: fast\n",
    ["3!indentation", "10.classNearest"],
    {},
  ],
];

/** Which of the texts a dialect has more to say about. */
export const saidIn = (era: Era, said: readonly string[], more: Partial<Record<Era, string[]>> = {}): string[] => {
  const all = [...said, ...(more[era] ?? [])];
  // A dialect of names has nothing to say of names.
  return (era === "documented" ? all.filter((one) => !one.endsWith("disksAsObjects")) : all).sort();
};
