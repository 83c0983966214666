import { describe, expect, it } from "vitest";
import { startNewDisk } from "#components/disks/new-disk-draft.ts";
import { goldenCatalogue, goldenTenant } from "#lib/create/golden.fixture.ts";
import { readPasted } from "#lib/create/paste/read.ts";
import { planOf } from "#lib/create/plan.ts";
import { diskManifest } from "#lib/create/plan-disks.ts";
import { manifestsOf } from "#lib/create/yaml.ts";
import { eras } from "#lib/resources/dialect/eras.fixture.ts";
import { type Draft, inputOf, startDraft, withName } from "../draft.ts";
import { createDiskOf, type DraftDisk, draftDisksOf, emptyDisk, withSizeText } from "../draft-disks.ts";
import { systemOf } from "../draft-parts.ts";
import { withType } from "../draft-size.ts";
import { withDisk, withProfile, withStart } from "../draft-start.ts";
import { blankDisk, withPasted } from "./draft-pasted.ts";

const key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl admin@company.example";
const url = "https://images.example.org/noble/server-amd64.img";
const cloudInit = "#cloud-config\npackages:\n  - nginx\n\nruncmd:\n  - ufw --force enable\n";

/** As documentation of one age shows it: disks as names, `running`. */
const machineText = `---
# System disk
apiVersion: apps.cozystack.io/v1alpha1
kind: VMDisk
metadata:
  name: prod-system
spec:
  source:
    http:
      url: "${url}"
  optical: false
  storage: 50Gi
  storageClass: "replicated"

---
# Data disk
apiVersion: apps.cozystack.io/v1alpha1
kind: VMDisk
metadata:
  name: prod-data
spec:
  source: {}
  storage: 200Gi
  storageClass: replicated

---
apiVersion: apps.cozystack.io/v1alpha1
kind: VMInstance
metadata:
  name: vm-production
spec:
  external: true
  externalMethod: PortList
  externalPorts:
    - 22    # SSH
    - 80
    - 443
  running: true
  instanceType: "u1.2xlarge"
  instanceProfile: "ubuntu"
  disks:
    - prod-system
    - prod-data
  sshKeys:
    - "${key}"
  cloudInit: |
${cloudInit.replace(/^(?=.)/gm, "    ")}`;

const diskText = (name: string, spec: string) =>
  `apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata:\n  name: ${name}\nspec:\n${spec.replace(/^/gm, "  ")}\n  storageClass: replicated\n`;

describe.each(eras)("on a cluster of the dialect %s", (era) => {
  const catalogue = goldenCatalogue(era);
  const blank = startDraft(catalogue, null);
  const options = {
    over: inputOf(blank, []),
    overDisk: blankDisk("replicated", catalogue),
    catalogue,
    tenant: goldenTenant,
  };
  const pasted = (text: string) => {
    const read = readPasted(text, options);
    if (!read.ok) throw new Error(JSON.stringify(read.problems));
    return read;
  };
  const objects = (draft: Draft, library: string[]) =>
    manifestsOf(planOf(inputOf(draft, library), goldenTenant, catalogue));

  it("the production machine with a data disk is the same, clicked or pasted", () => {
    let draft = withStart(blank, "url", catalogue, null);
    const change = (part: string, values: (disk: DraftDisk) => DraftDisk) => {
      draft = withDisk(draft, part, values);
    };
    change("system", (disk) => ({ ...disk, url }));
    draft = withProfile(draft, "ubuntu", catalogue, null);
    draft = withType(draft, "u1.2xlarge");
    change("system", (disk) => ({ ...withSizeText(disk, "50"), ownName: "prod-system" }));
    draft = { ...draft, disks: [...draft.disks, emptyDisk("data", systemOf(draft).storageClass)] };
    change("data", (disk) => ({ ...withSizeText(disk, "200"), ownName: "prod-data" }));
    draft = { ...draft, input: { ...draft.input, cloudInit, exposure: { kind: "ports", ports: [22, 80, 443] } } };
    draft = withName(draft, "vm-production");
    const made = objects(draft, [key]);
    expect(made.map(({ metadata }) => metadata.name)).toEqual(["prod-system", "prod-data", "vm-production"]);
    for (const library of [[], [key]]) {
      expect(objects(withPasted(pasted(machineText), blank, library), library)).toEqual(made);
    }
  });

  it("a machine and its disks are the same, pasted at once or one after the other in any order", () => {
    const [system = "", data = "", machine = ""] = machineText.split(/^---\n/m).slice(1);
    const made = objects(withPasted(pasted(machineText), blank, []), []);
    const after = (texts: readonly string[]) =>
      texts.reduce((draft, text) => {
        const read = readPasted(text, { ...options, over: inputOf(draft, []) });
        if (!read.ok) throw new Error(JSON.stringify(read.problems));
        return withPasted(read, draft, []);
      }, blank);
    for (const texts of [
      [machine, data, system],
      [system, data, machine],
      [data, system, machine],
      [data, machine, system],
    ]) {
      const draft = after(texts);
      expect(draft.disks.map(({ part, ownName }) => [part, ownName])).toEqual([
        ["system", "prod-system"],
        ["data", "prod-data"],
      ]);
      expect(objects(draft, [])).toEqual(made);
    }
    const bused = machine.replace("- prod-data", "- {name: prod-data, bus: sata}");
    if (catalogue.dialect.diskBus) expect(after([bused, system, data]).disks[1]).toMatchObject({ bus: "sata" });
  });

  it("a disk that the machine describes beside one that was pasted before keeps its own part", () => {
    const before = withPasted(pasted(diskText("shared-logs", "source: {}\nstorage: 5Gi")), blank, []);
    const machine =
      "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMInstance\nmetadata: {name: web}\nspec: {disks: [shared-logs, web-data]}\n";
    const text = `${diskText("web-data", "source: {}\nstorage: 6Gi")}---\n${machine}`;
    const read = readPasted(text, { ...options, over: inputOf(before, []) });
    if (!read.ok) throw new Error(JSON.stringify(read.problems));
    const { disks } = withPasted(read, before, []);
    expect(disks.map(({ from, part, ownName }) => [from, part, ownName])).toEqual([
      ["empty", "system", "shared-logs"],
      ["empty", "data", ""],
    ]);
  });

  it.each<[string, string, (disk: DraftDisk) => DraftDisk]>([
    ["application-data", "source: {}\nstorage: 500Gi", (disk) => withSizeText(disk, "500")],
    [
      "ubuntu-server-iso",
      `source:\n  http:\n    url: ${url}\noptical: true\nstorage: 2Gi`,
      (disk) => ({ ...withSizeText(disk, "2"), from: "url", url, optical: true }),
    ],
    [
      "ubuntu-system",
      "source:\n  image:\n    name: ubuntu-2404\nstorage: 20Gi",
      (disk) => ({ ...withSizeText(disk, "20"), from: "image", image: "ubuntu-2404" }),
    ],
  ])("the disk %s is the same, clicked or pasted, alone or as one more of a machine", (name, spec, click) => {
    const read = pasted(diskText(name, spec));
    if (read.kind !== "disk") throw new Error("no disk");
    const start = startNewDisk(catalogue, null, {});
    const made = createDiskOf(click(start.disk));
    const [again] = draftDisksOf([read.made.disk], start.draft.disks);
    if (made.kind !== "new" || !again) throw new Error("no new disk");
    const written = diskManifest(name, goldenTenant, made, catalogue.dialect);
    expect(diskManifest(read.made.name, goldenTenant, read.made.disk, catalogue.dialect)).toEqual(written);
    expect(createDiskOf(again)).toEqual(made);
    expect(objects(withPasted(read, blank, []), [])[1]).toEqual(written);
  });
});
