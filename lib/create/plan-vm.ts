import type { Dialect } from "../resources/dialect/dialect.ts";
import { diskEntries, powerSpec } from "../resources/dialect/write.ts";
import { bytesToQuantity } from "../resources/quantity.ts";
import type { CreateInput } from "./input.ts";
import { apiVersion, ownLabel, type VmInstanceManifest } from "./manifest.ts";
import { moreSpec } from "./more-spec.ts";
import type { Attached } from "./plan-disks.ts";

type Spec = VmInstanceManifest["spec"];

/** The machine in the cluster's dialect: nothing is written that its schema does not have. */
export const vmInstanceOf = (
  input: CreateInput,
  tenant: string,
  disks: readonly Attached[],
  dialect: Dialect,
): VmInstanceManifest => ({
  apiVersion,
  kind: "VMInstance",
  metadata: { name: input.name, namespace: tenant, labels: ownLabel },
  spec: {
    ...powerSpec(dialect, input.start ? "Always" : "Halted"),
    ...sizeSpec(input.size),
    instanceProfile: input.profile,
    disks: diskEntries(dialect, disks),
    ...(input.gpus.length > 0 && { gpus: named(input.gpus) }),
    ...exposureSpec(input, dialect),
    ...(dialect.networks !== "none" && input.networks.length > 0 && { [dialect.networks]: named(input.networks) }),
    ...(input.sshKeys.length > 0 && { sshKeys: input.sshKeys }),
    ...(input.cloudInit !== "" && { cloudInit: input.cloudInit }),
    ...moreSpec(input.more, dialect.more),
  },
});

const named = (names: readonly string[]) => names.map((name) => ({ name }));

/** Type and resources exclude each other in KubeVirt's admission; the chart uses cores and sockets together or neither. */
const sizeSpec = (size: CreateInput["size"]): Pick<Spec, "instanceType" | "resources"> =>
  size.kind === "type"
    ? { instanceType: size.instanceType }
    : {
        instanceType: "",
        resources: {
          cpu: String(size.cpu),
          sockets: String(size.sockets),
          memory: bytesToQuantity(size.memoryBytes),
        },
      };

/** ICMP means something for PortList alone: WholeIP passes it. */
const exposureSpec = (
  { exposure, icmp }: CreateInput,
  dialect: Dialect,
): Pick<Spec, "external" | "externalMethod" | "externalPorts" | "externalAllowICMP"> => {
  switch (exposure.kind) {
    case "private":
      return { external: false };
    case "ports":
      return {
        external: true,
        externalMethod: "PortList",
        externalPorts: exposure.ports,
        ...(dialect.icmp && icmp !== null && { externalAllowICMP: icmp }),
      };
    case "whole":
      return { external: true, externalMethod: "WholeIP" };
  }
};
