import { describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import { type Era, eraDialects } from "../resources/dialect/eras.fixture.ts";
import { gibibyte } from "../resources/quantity.ts";
import { catalogueFixture as catalogue } from "./catalogue.fixture.ts";
import { defaultInput } from "./defaults.ts";
import { disksOfImage } from "./disks.ts";
import { kubectlOf } from "./kubectl.ts";
import { ownLabel } from "./manifest.ts";
import { planOf } from "./plan.ts";
import { manifestsOf, yamlOf } from "./yaml.ts";

const input = defaultInput(catalogue, null);
const tenant = "tenant-acme";

describe("defaults", () => {
  it("are the newest Ubuntu LTS on u1.medium with 20 GiB, SSH and a free name", () => {
    expect(input).toEqual({
      name: "ubuntu-2",
      disks: [
        {
          kind: "new",
          part: "system",
          source: { kind: "image", name: "ubuntu-2404" },
          sizeBytes: 20 * gibibyte,
          storageClass: "replicated",
          optical: false,
          bus: "",
        },
      ],
      size: { kind: "type", instanceType: "u1.medium" },
      profile: "ubuntu",
      gpus: [],
      sshKeys: [],
      cloudInit: "",
      exposure: { kind: "ports", ports: [22] },
      icmp: null,
      networks: [],
      start: true,
      more: {},
    });
  });

  it("take the next size of the series that the profile allows, and the disk the image asks for", () => {
    const oracle = { ...catalogue, images: catalogue.images.filter(({ family }) => family === "oracle") };
    expect(defaultInput(oracle, null)).toMatchObject({
      size: { instanceType: "u1.large" },
      disks: [{ sizeBytes: 40 * gibibyte }],
    });
  });

  it("fall back to a smaller type when the quota has no room", () => {
    const profiles = catalogue.profiles.map((profile) => ({ ...profile, minimumMemoryBytes: 0 }));
    const quota = { items: [{ key: "requests.memory", used: 0, hard: gibibyte }] };
    expect(defaultInput({ ...catalogue, profiles }, quota).size).toMatchObject({ instanceType: "u1.nano" });
  });

  it("are honest about an empty catalogue", () => {
    const empty = { ...catalogue, images: [], instanceTypes: [], profiles: [], storageClasses: [] };
    expect(defaultInput(empty, null)).toMatchObject({
      disks: [{ source: { name: "" } }],
      size: { instanceType: "" },
      profile: "",
    });
  });
});

describe("plan", () => {
  it("makes the disk first, then the machine, each with our label and our tenant", () => {
    const plan = planOf(input, tenant, catalogue);
    expect(manifestsOf(plan).map(({ kind, metadata }) => [kind, metadata.name])).toEqual([
      ["VMDisk", "ubuntu-2-system-1"],
      ["VMInstance", "ubuntu-2"],
    ]);
    for (const { metadata } of manifestsOf(plan)) {
      expect(metadata).toMatchObject({ namespace: tenant, labels: ownLabel });
      for (const label of Object.keys(metadata.labels)) expect(label).toMatch(/^[a-z-]{1,45}$/);
    }
    expect(plan.disks[0]?.spec).toEqual({
      source: { image: { name: "ubuntu-2404" } },
      storage: "20Gi",
      storageClass: "replicated",
    });
    expect(plan.steps.map(({ id }) => id)).toEqual([
      "disk",
      "data-volume",
      "vm",
      "import",
      "schedule",
      "boot",
      "address",
      "answer",
    ]);
  });

  it("calls a disk by its own name, and lets made names give way to it", () => {
    const [system] = input.disks;
    if (system?.kind !== "new") throw new Error("no system disk");
    const data = { ...system, part: "data", source: { kind: "empty" as const }, name: "web-system" };
    const plan = planOf({ ...input, name: "web", disks: [system, data] }, tenant, catalogue);
    expect(plan.disks.map(({ metadata }) => metadata.name)).toEqual(["web-system-1", "web-system"]);
    expect(plan.vm.spec.disks).toEqual([{ name: "web-system-1" }, { name: "web-system" }]);
    expect(plan.steps[0]?.names).toEqual(["web-system-1", "web-system"]);
  });

  it("leaves out steps that will not happen", () => {
    const plan = planOf({ ...input, start: false, exposure: { kind: "private" } }, tenant, catalogue);
    expect(plan.steps.map(({ id }) => id)).toEqual(["disk", "data-volume", "vm", "import"]);
    expect(plan.vm.spec).toMatchObject({ runStrategy: "Halted", external: false });
    expect(plan.vm.spec.externalPorts).toBeUndefined();
  });

  it("puts an installer behind an empty system disk", () => {
    const proxmox = catalogue.images.find(({ name }) => name === "proxmox-9");
    const installed = disksOfImage(proxmox, 32 * gibibyte, "replicated");
    const plan = planOf({ ...input, name: "pve", disks: installed }, tenant, catalogue);
    expect(plan.vm.spec.disks).toEqual([{ name: "pve-system" }, { name: "pve-installer" }]);
    expect(plan.disks[0]?.spec.source).toBeUndefined();
    expect(plan.disks[1]?.spec).toMatchObject({ optical: true, storage: "2Gi" });
  });

  it("counts what it takes from the quota", () => {
    const quota = {
      items: [
        { key: "limits.cpu", used: 3, hard: 4 },
        { key: "requests.memory", used: 0, hard: 2 * gibibyte },
        { key: "replicated.storageclass.storage.k8s.io/requests.storage", used: 0, hard: 30 * gibibyte },
        { key: "local.storageclass.storage.k8s.io/requests.storage", used: 0, hard: 1 },
        { key: "services.loadbalancers", used: 1, hard: 1 },
      ],
    };
    const effects = planOf(input, tenant, catalogue, quota).quota;
    expect(effects.map(({ key, after, exceeds }) => [key, after, exceeds])).toEqual([
      ["limits.cpu", 4, false],
      ["requests.memory", 4 * gibibyte, true],
      ["replicated.storageclass.storage.k8s.io/requests.storage", 20 * gibibyte, false],
      ["services.loadbalancers", 2, true],
    ]);
    expect(planOf({ ...input, start: false }, tenant, catalogue, quota).quota.map(({ key }) => key)).not.toContain(
      "limits.cpu",
    );
  });
});

describe("in the dialect of the cluster", () => {
  const planIn = (era: Era, start = true) =>
    planOf({ ...input, start }, tenant, { ...catalogue, dialect: eraDialects[era] });
  const on = { running: true };
  const off = { running: false };
  const objects = [{ name: "ubuntu-2-system-1" }];

  it.each<[Era, object, object, unknown[]]>([
    ["0.34", on, off, objects],
    ["0.38", on, off, objects],
    ["current", { runStrategy: "Always" }, { runStrategy: "Halted" }, objects],
    ["documented", on, off, ["ubuntu-2-system-1"]],
  ])("of %s: power, disks and nothing of another", (era, started, stopped, disks) => {
    const { spec } = planIn(era).vm;
    expect(spec).toMatchObject({ ...started, disks, externalPorts: [22] });
    expect(planIn(era, false).vm.spec).toMatchObject(stopped);
    expect("running" in spec).not.toBe("runStrategy" in spec);
    expect(planIn(era, false).steps.map(({ id }) => id)).not.toContain("boot");
  });

  it("as YAML and kubectl too", () => {
    const plan = planIn("documented");
    const yaml =
      "  running: true\n  instanceType: u1.medium\n  instanceProfile: ubuntu\n  disks:\n    - ubuntu-2-system-1\n";
    expect(yamlOf(plan)).toContain(yaml);
    expect(kubectlOf(plan)).toContain(yaml);
  });
});

describe("what the plan looks like elsewhere", () => {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is Terraform's placeholder that must not work
  const hostile = { ...input, sshKeys: ['ssh-ed25519 AAAA EOF\'; rm -rf / #${var.x} "quoted" %{if}'] };
  const plan = planOf(hostile, tenant, catalogue);

  it("reads back from YAML as it was", () => {
    const documents = parseAllDocuments(yamlOf(plan)).map((document) => document.toJS());
    expect(documents).toEqual(manifestsOf(plan));
  });

  it("is the same with kubectl, the machine after its disks; what is typed ends no heredoc", () => {
    const commands = kubectlOf(planOf({ ...hostile, cloudInit: "#!/bin/sh\nEOF\n" }, tenant, catalogue));
    const [disks = "", vm = ""] = commands.split("kubectl -n tenant-acme wait ");
    expect(disks).toMatch(/^kubectl create -f - <<'EOF'\napiVersion: .*kind: VMDisk\n.*\nEOF\n$/s);
    expect(vm).toMatch(
      /^vmdisk\/ubuntu-2-system-1 --for=condition=Ready --timeout=5m\nkubectl create -f - <<'EOF_'\n.*\nEOF_\nkubectl -n tenant-acme get vminstance ubuntu-2 --watch\n$/s,
    );
    expect(commands.split("\n").filter((line) => /^EOF_?$/.test(line))).toEqual(["EOF", "EOF_"]);
  });

  it("asks nothing of kubectl for disks that exist", () => {
    const existing = planOf({ ...input, disks: [{ kind: "existing", name: "spare", bus: "" }] }, tenant, catalogue);
    expect(kubectlOf(existing)).not.toMatch(/VMDisk|wait/);
    expect(existing.steps.map(({ id }) => id)).toEqual(["vm", "schedule", "boot", "address", "answer"]);
  });
});
