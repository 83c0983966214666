import type { Dialect } from "../resources/dialect/dialect.ts";
import { quantityToBytes, quantityToNumber } from "../resources/quantity.ts";
import type { CreateExposure, CreateInput, CreateSize } from "./input.ts";
import { moreOfSpec } from "./more-spec.ts";
import type { AddYamlProblem, Written } from "./yaml-input.ts";
import { knownSpecFields, type WrittenVm } from "./yaml-schema.ts";

type Vm = Written<WrittenVm>;
type Spec = WrittenVm["spec"];

/** Everything of an input but its disks. What is left out means what the platform takes it for. */
export const machineOfYaml = (
  vm: Vm,
  previous: CreateInput,
  dialect: Dialect,
  add: AddYamlProblem,
): Omit<CreateInput, "disks"> => {
  const { metadata, spec } = vm.object;
  const exposure = exposureOf(spec, dialect);
  return {
    name: metadata.name,
    size: sizeOf(vm, dialect, add),
    profile: spec.instanceProfile ?? dialect.defaults.profile,
    gpus: namesOf(spec.gpus),
    sshKeys: spec.sshKeys ?? [],
    cloudInit: spec.cloudInit ?? "",
    exposure,
    // Written for PortList alone; the choice is not lost while another method is looked at.
    icmp: exposure.kind === "ports" ? (spec.externalAllowICMP ?? null) : previous.icmp,
    networks: namesOf(spec.networks ?? spec.subnets),
    start: spec.runStrategy ? spec.runStrategy === "Always" : (spec.running ?? true),
    more: moreOfSpec(spec, knownSpecFields, dialect.more, (path) => add(vm, ["spec", ...path], "unknownField")),
  };
};

const namesOf = (entries: readonly { name: string }[] | null | undefined): string[] =>
  (entries ?? []).map(({ name }) => name);

const exposureOf = ({ external, externalMethod, externalPorts }: Spec, dialect: Dialect): CreateExposure => {
  if (!external) return { kind: "private" };
  return externalMethod === "WholeIP"
    ? { kind: "whole" }
    : { kind: "ports", ports: externalPorts ?? [...dialect.defaultPorts] };
};

/** Type and resources exclude each other; resources of empty texts, as older documents show them, are none. */
const sizeOf = (vm: Vm, { defaults }: Dialect, add: AddYamlProblem): CreateSize => {
  const { instanceType, resources } = vm.object.spec;
  const { cpu, sockets, memory } = resources ?? {};
  const isCustom = [cpu, sockets, memory].some((value) => value !== undefined && value !== null && value !== "");
  if (!isCustom) return { kind: "type", instanceType: instanceType ?? defaults.instanceType };
  if (instanceType) add(vm, ["spec", "resources"], "size");
  const size = {
    cpu: quantityToNumber(cpu),
    sockets: quantityToNumber(sockets),
    memoryBytes: quantityToBytes(memory),
  };
  const [path] = (["cpu", "sockets", "memory"] as const).filter(
    (key) => size[key === "memory" ? "memoryBytes" : key] === null,
  );
  if (path) add(vm, ["spec", "resources", path], "value");
  return { kind: "custom", cpu: size.cpu ?? 0, sockets: size.sockets ?? 0, memoryBytes: size.memoryBytes ?? 0 };
};
