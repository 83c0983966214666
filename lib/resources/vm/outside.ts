import { diskOfRelease, outsideVm } from "../names.ts";
import { quantityToNumber } from "../quantity.ts";
import type { VmInstance } from "./normalise.ts";
import type { OwnSpec, Service, VirtualMachine } from "./schema.ts";

/** Cores of one socket, each as wide as its threads. */
const coresOf = ({ cores, threads }: OwnSpec["template"]["spec"]["domain"]["cpu"]): number | null => {
  const [count, width] = [quantityToNumber(cores), quantityToNumber(threads)];
  return count === null && width === null ? null : (count ?? 1) * (width ?? 1);
};

const resourcesOf = (own: OwnSpec | null): VmInstance["spec"]["resources"] => {
  if (own === null) return { cpu: null, sockets: null, memory: null };
  const { cpu, memory, resources } = own.template.spec.domain;
  return {
    cpu: coresOf(cpu) ?? resources.requests.cpu,
    sockets: cpu.sockets ?? 1,
    memory: memory.guest ?? resources.requests.memory,
  };
};

/** The claims that its volumes lie on. */
export const claimsOf = (own: OwnSpec | null): string[] =>
  (own?.template.spec.volumes ?? []).flatMap(({ kind, source }) =>
    source !== "" && (kind === "dataVolume" || kind === "persistentVolumeClaim") ? [source] : [],
  );

/** Disks of the platform that a machine names which no VMInstance made. */
export const disksOfMachine = ({ spec }: VirtualMachine): string[] =>
  claimsOf(spec.own).flatMap((claim) => diskOfRelease(claim) ?? []);

/** The run strategy of a VirtualMachine, also of one that says only `running`; `""` where it says nothing. */
export const ownStrategyOf = ({ spec }: VirtualMachine): string =>
  spec.runStrategy || (spec.running === null ? "" : spec.running ? "Always" : "Halted");

/** The Services that lead to a machine from elsewhere, by the labels its pods get. */
export const servicesTo = ({ spec }: VirtualMachine, services: Iterable<Service>): Service[] => {
  const labels = spec.own?.template.metadata.labels ?? {};
  return [...services].filter(({ spec: { type, selector } }) => {
    const wanted = Object.entries(selector);
    return type === "LoadBalancer" && wanted.length > 0 && wanted.every(([key, value]) => labels[key] === value);
  });
};

/**
 * A VirtualMachine that belongs to no VMInstance, in the words of the one model by which everything else is shown. Of what only a
 * VMInstance has, like keys and cloud-init, it has none as far as we look.
 */
export const instanceOfMachine = (machine: VirtualMachine, services: readonly Service[] | "unread"): VmInstance => {
  const { metadata, spec } = machine;
  const ports = services === "unread" ? [] : services.flatMap((service) => service.spec.ports.map(({ port }) => port));
  return {
    metadata: { ...metadata, name: outsideVm(metadata.name) },
    spec: {
      external: services !== "unread" && services.length > 0,
      externalMethod: "PortList",
      externalPorts: [...new Set(ports)].sort((a, b) => a - b),
      runStrategy: ownStrategyOf(machine),
      instanceType: spec.own?.instancetype.name ?? "",
      instanceProfile: spec.own?.preference.name ?? "",
      disks: claimsOf(spec.own).map((claim) => ({ name: diskOfRelease(claim) ?? claim, bus: "" })),
      resources: resourcesOf(spec.own),
      sshKeys: 0,
      cloudInit: false,
    },
    status: { conditions: [] },
    contradictory: false,
    // Whoever made its Service chose what filters it.
    filtersPorts: false,
  };
};
