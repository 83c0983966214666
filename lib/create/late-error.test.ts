import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { languages } from "../i18n/languages.ts";
import { lateCauseOf, lateCauses } from "./late-error.ts";

it.each([
  [
    'persistentvolumeclaims "vm-disk-a" is forbidden: exceeded quota: tenant-quota, requested: requests.storage=40Gi',
    "quota",
  ],
  [
    "Unable to process data: Unable to connect to http data source: expected status code 200, got 404. Status: 404 Not Found",
    "source-missing",
  ],
  ["Unable to connect to http data source: expected status code 200, got 403. Status: 403 Forbidden", "source-refused"],
  ['Get "https://images.example/a.qcow2": dial tcp: lookup images.example: no such host', "source-away"],
  ["Get https://10.1.2.3: x509: certificate signed by unknown authority", "source-away"],
  [
    "Unable to process data: virtual image size 42949672960 is larger than the reported available storage 5368709120. A larger PVC is required.",
    "image-too-large",
  ],
  ["Unable to process data: no space left on vm-disk-a", "image-too-large"],
  [
    "The clone doesn't meet the validation requirements: target resources requests storage size is smaller than the source",
    "image-too-large",
  ],
  ["The source PVC cozy-public/vm-default-images-beos doesn't exist", "image-gone"],
  ["Unable to process data: qemu-img: Could not open '/data/disk.img'", "image-unreadable"],
  [
    "0/3 nodes are available: 3 Insufficient memory. preemption: 0/3 nodes are available: 3 No preemption victims found for incoming pod.",
    "no-room",
  ],
  ["0/3 nodes are available: 3 Insufficient nvidia.com/GA102GL_A10.", "no-gpu"],
  [
    "Helm install failed: execution error at (vm.yaml:12:3): Specified disk not exists in cluster: vm-disk-a",
    "disk-missing",
  ],
  ["Helm install failed: execution error: Specified instancetype not exists in cluster: u9.huge", "type-unknown"],
  ["Helm install failed: execution error: Specified instanceProfile not exists in cluster: beos", "profile-unknown"],
  [
    'admission webhook "virtualmachine-validator.kubevirt.io" denied the request: failure checking preference requirements: insufficient CPU resources of 1 vCPU provided by instance type, preference requires 2 vCPU',
    "type-too-small",
  ],
  ["values don't meet the specifications of the schema(s) in the following chart(s): vm-instance", "settings-refused"],
  ['Failed to allocate IP for "tenant-a/vm-instance-a": no available IPs', "no-address"],
  ['Back-off pulling image "registry.example/virt-launcher"', "platform-image"],
  ["The VirtualMachineInstance crashed.", "guest-crashes"],
] as const)("%s is said as %s", (text, cause) => expect(lateCauseOf(text)).toBe(cause));

it.each(["", "Something nobody has seen", "timeout waiting for: [VirtualMachine/a]"])(
  "%j is left to the platform's words",
  (text) => expect(lateCauseOf(text)).toBeNull(),
);

it("looks at the beginning of a text alone", () => {
  expect(lateCauseOf(`${"instance type ".repeat(1_000_000)} exceeded quota`)).toBeNull();
});

it.each(languages)("%s says of each what it is, who acts and what to do, and of no other", (language) => {
  const file = join(import.meta.dirname, "../i18n/messages", language, "run.json");
  const { late } = JSON.parse(readFileSync(file, "utf8")) as { late: Record<string, Record<string, string>> };
  expect(Object.keys(late).sort()).toEqual([...lateCauses].sort());
  for (const said of Object.values(late)) expect(Object.keys(said).sort()).toEqual(["next", "what", "who"]);
});
