import { describe, expect, it } from "vitest";
import { type Era, eraDialects } from "../resources/dialect/eras.fixture.ts";
import { gibibyte } from "../resources/quantity.ts";
import { catalogueFixture as catalogue } from "./catalogue.fixture.ts";
import { defaultInput } from "./defaults.ts";
import type { CreateInput, DiskSource, NewDisk } from "./input.ts";
import { planOf } from "./plan.ts";
import { terraformGaps, terraformOf } from "./terraform.ts";

const key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl ada@laptop";
const good: CreateInput = { ...defaultInput(catalogue, null, [key]), name: "web" };
const plan = (change: Partial<CreateInput> = {}, era: Era = "current") =>
  planOf({ ...good, ...change }, "tenant-acme", { ...catalogue, dialect: eraDialects[era] });
const with2nd = (source: DiskSource, change: Partial<NewDisk> = {}): Partial<CreateInput> => ({
  disks: [
    ...good.disks,
    {
      ...{ kind: "new", part: "data", source, sizeBytes: gibibyte, storageClass: "local", optical: false, bus: "" },
      ...change,
    },
  ],
});
const url = { kind: "url" as const, url: "https://host.example/a.iso", headers: [], checksum: "" };

describe("the plan as Terraform", () => {
  it("is resources of the platform's own provider, the machine after its disks", () => {
    expect(terraformOf(plan(with2nd(url, { optical: true, bus: "sata" })))).toBe(`terraform {
  required_providers {
    cozystack = { source = "cozystack/cozystack" }
  }
}

resource "cozystack_vmdisk" "web_system" {
  name = "web-system"
  namespace = "tenant-acme"
  source = { image = { name = "ubuntu-2404" } }
  storage = "20Gi"
  storage_class = "replicated"
}

resource "cozystack_vmdisk" "web_data" {
  name = "web-data"
  namespace = "tenant-acme"
  source = { http = { url = "https://host.example/a.iso" } }
  optical = true
  storage = "1Gi"
  storage_class = "local"
}

resource "cozystack_vminstance" "web" {
  name = "web"
  namespace = "tenant-acme"
  run_strategy = "Always"
  instance_type = "u1.medium"
  instance_profile = "ubuntu"
  disks = [
    { name = cozystack_vmdisk.web_system.name },
    {
      name = cozystack_vmdisk.web_data.name
      bus = "sata"
    },
  ]
  external = true
  external_method = "PortList"
  external_ports = [22]
  ssh_keys = [
    "${key}",
  ]
}
`);
  });

  it("has custom sizes, GPUs, networks, ICMP, user data and an existing disk, too", () => {
    const text = terraformOf(
      plan({
        ...{ size: { kind: "custom", cpu: 2, sockets: 2, memoryBytes: 8 * gibibyte }, icmp: false },
        ...{ gpus: ["nvidia.com/GA102GL_A10"], networks: ["subnet-1a2b3c4d"], more: { cpuModel: "host-model" } },
        disks: [{ kind: "existing", name: "spare", bus: "" }],
        // biome-ignore lint/suspicious/noTemplateCurlyInString: it is Terraform's placeholder that must not work
        cloudInit: "#cloud-config\nruncmd: ['echo ${HOME} %{if} \"x\" \\n']\nEOT\n",
      }),
    );
    expect(text).toContain(
      '  instance_type = ""\n  resources = {\n    cpu = "2"\n    sockets = "2"\n    memory = "8Gi"\n  }\n',
    );
    expect(text).toContain('  gpus = [\n    { name = "nvidia.com/GA102GL_A10" },\n  ]\n');
    expect(text).toContain('    { name = "spare" },\n');
    expect(text).toContain("  external_allow_icmp = false\n");
    expect(text).toContain('  cpu_model = "host-model"\n');
    expect(text).toContain(
      `  cloud_init = <<EOT_\n#cloud-config\nruncmd: ['echo $\${HOME} %%{if} "x" \\n']\nEOT\nEOT_\n`,
    );
  });

  it("quotes what a heredoc would change", () => {
    const cloudInitOf = (cloudInit: string) => /cloud_init = (.*)/.exec(terraformOf(plan({ cloudInit })))?.[1];
    expect(cloudInitOf("#!/bin/sh\necho")).toBe('"#!/bin/sh\\necho"');
    expect(cloudInitOf("#!/bin/sh\r\necho\r\n")).toBe('"#!/bin/sh\\r\\necho\\r\\n"');
    expect(cloudInitOf('#!/bin/sh\n\f\\f "')).toBe('"#!/bin/sh\\n\\u000c\\\\f \\""');
  });

  it.each<[string, Partial<CreateInput>, Era, string, string, boolean]>([
    ["an empty disk", with2nd({ kind: "empty" }), "current", "web-data", "empty", true],
    ["a registry", with2nd({ kind: "registry", url: "docker://quay.io/a" }), "current", "web-data", "registry", true],
    ["headers", with2nd({ ...url, headers: [{ name: "A", value: "b" }] }), "current", "web-data", "headers", true],
    ["a checksum", with2nd({ ...url, checksum: "md5:0" }), "current", "web-data", "checksum", true],
    ["disks as names", {}, "documented", "web", "diskNames", false],
    ["subnets", { networks: ["a"] }, "0.38", "web", "subnets", false],
    ["halted by `running`", { start: false }, "0.38", "web", "halted", false],
  ])("leaves out %s, and says so", (_, change, era, name, reason, hasMachine) => {
    const made = plan(change, era);
    expect(terraformGaps(made)).toEqual([{ names: [name], reason }]);
    const text = terraformOf(made);
    expect(text).not.toContain(`" "${name.replace("-", "_")}" {`);
    expect(text.includes("cozystack_vminstance")).toBe(hasMachine);
    if (hasMachine) expect(text).toContain(`{ name = "${name}" }`);
  });

  it("leaves out what only the cluster's schema knows, and has nothing to show where nothing is left", () => {
    const more = [{ path: "tier", type: "string", enum: null, default: null, pattern: null, description: "" } as const];
    const dialect = { ...eraDialects.current, more };
    const existing = { kind: "existing", name: "spare", bus: "" } as const;
    const strange = planOf({ ...good, disks: [existing], more: { tier: "gold" } }, "tenant-acme", {
      ...catalogue,
      dialect,
    });
    expect(terraformGaps(strange)).toEqual([{ names: ["web"], reason: "more" }]);
    expect(terraformOf(strange)).toBe("");
  });

  it("has no gap in what everybody makes", () => expect(terraformGaps(plan({}, "0.38"))).toEqual([]));
});
