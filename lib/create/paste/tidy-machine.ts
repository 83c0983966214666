import type { CatalogueView } from "../../resources/image/view.ts";
import { knownSpecFields } from "../yaml-schema.ts";
import type { Say } from "./change.ts";
import { at, type Fields, fieldsOf, isFields, isHollow, isNothing, listOf, textOf, without } from "./fields.ts";
import { tidyChoices } from "./tidy-choices.ts";
import { tidyPorts } from "./tidy-ports.ts";

type Tidy = (spec: Fields, catalogue: CatalogueView, say: Say) => Fields;

/** A machine's spec as this cluster writes it. Each step changes one thing, and says so. */
export const tidyMachine: Tidy = (spec, catalogue, say) =>
  [tidyUnknown, tidyEmpty, tidyPower, tidyDisks, tidyExposure, tidyNetworks, tidySize, tidyChoices].reduce<Fields>(
    (tidied, step) => step(tidied, catalogue, say),
    spec,
  );

const isSetting = (name: string, { dialect }: CatalogueView): boolean =>
  dialect.more.some(({ path }) => path === name || path.startsWith(`${name}.`));

const tidyUnknown: Tidy = (spec, catalogue, say) => {
  const unknown = Object.keys(spec).filter((name) => !knownSpecFields.has(name) && !isSetting(name, catalogue));
  for (const name of unknown) say("fieldUnknown", [name], { field: name });
  return without(spec, ...unknown);
};

/** Older documents show fields with nothing in them; a seed is for machines that exist. */
const tidyEmpty: Tidy = (spec, _, say) => {
  const dropped = ["resources", "cloudInitSeed"].filter((name) => Object.hasOwn(spec, name) && isHollow(spec[name]));
  for (const name of dropped) say("empty", [name], { field: name });
  if (!isHollow(spec.cloudInitSeed)) say("seed", ["cloudInitSeed"]);
  return without(spec, ...dropped, "cloudInitSeed");
};

const tidyPower: Tidy = (spec, catalogue, say) => {
  const { dialect } = catalogue;
  const { running, runStrategy } = spec;
  const hasBoth = typeof running === "boolean" && !isNothing(runStrategy);
  if (hasBoth) {
    const ignored = dialect.power === "running" ? "runStrategy" : "running";
    say("powerTwice", [ignored], { field: ignored, kept: dialect.power });
    return tidyPower(without(spec, ignored), catalogue, say);
  }
  if (typeof running === "boolean" && dialect.power === "runStrategy")
    say("runningAsStrategy", ["running"], { from: String(running), to: running ? "Always" : "Halted" });
  if (isNothing(runStrategy)) return without(spec, "runStrategy");
  const strategy = textOf(runStrategy) === "Halted" ? "Halted" : "Always";
  if (textOf(runStrategy) !== strategy)
    say("strategyOther", ["runStrategy"], { from: textOf(runStrategy), to: strategy });
  else if (dialect.power === "running")
    say("strategyAsRunning", ["runStrategy"], { from: strategy, to: String(strategy === "Always") });
  return { ...spec, runStrategy: strategy };
};

/** Every entry once, as `{name, bus}`. */
const tidyDisks: Tidy = (spec, { dialect }, say) => {
  const entries = listOf(spec.disks);
  if (entries.length === 0) return without(spec, "disks");
  const wrong = dialect.disks === "objects" ? entries.findIndex((one) => !isFields(one)) : entries.findIndex(isFields);
  if (wrong >= 0) say(dialect.disks === "objects" ? "disksAsObjects" : "disksAsNames", ["disks", wrong]);
  const seen = new Set<string>();
  const disks = entries.flatMap((entry, index) => {
    const name = textOf(isFields(entry) ? entry.name : entry);
    const bus = textOf(at(entry, "bus"));
    if (seen.has(name)) {
      say("diskTwice", ["disks", index], { name });
      return [];
    }
    seen.add(name);
    for (const field of Object.keys(fieldsOf(entry)))
      if (field !== "name" && field !== "bus")
        say("fieldUnknown", ["disks", index, field], { field: `disks.${field}` });
    if (bus === "" || dialect.diskBus) return [{ name, ...(bus !== "" && { bus }) }];
    say("busDropped", ["disks", index, "bus"], { bus });
    return [{ name }];
  });
  return { ...spec, disks };
};

const tidyExposure: Tidy = (spec, { dialect }, say) => {
  const { external, externalMethod, externalPorts } = spec;
  const ports = isHollow(externalPorts) ? null : tidyPorts(externalPorts, say);
  const rest = { ...without(spec, "externalPorts"), ...(ports && { externalPorts: ports }) };
  if (external !== true && (ports || !isNothing(externalMethod)))
    say("portsPrivate", [ports ? "externalPorts" : "externalMethod"]);
  else if (externalMethod === "WholeIP" && ports) say("portsWhole", ["externalPorts"], { ports: ports.join(", ") });
  if (isNothing(spec.externalAllowICMP) || dialect.icmp) return rest;
  say("icmpDropped", ["externalAllowICMP"]);
  return without(rest, "externalAllowICMP");
};

const tidyNetworks: Tidy = (spec, { dialect }, say) => {
  const [field] = ["networks", "subnets"].filter((name) => !isHollow(spec[name]));
  const rest = without(spec, "networks", "subnets");
  if (!field) return rest;
  if (dialect.networks === "none") say("networksDropped", [field], { field });
  else if (dialect.networks !== field) say("networksAs", [field], { from: field, to: dialect.networks });
  return dialect.networks === "none" ? rest : { ...rest, [dialect.networks]: spec[field] };
};

/** Type and resources exclude each other, and of cores and sockets the chart takes both or none. */
const tidySize: Tidy = (spec, _, say) => {
  if (isHollow(spec.resources)) return spec;
  if (!isNothing(spec.instanceType)) {
    say("resourcesBesideType", ["resources"], { type: textOf(spec.instanceType) });
    return without(spec, "resources");
  }
  const { cpu, memory, sockets, ...others } = fieldsOf(spec.resources);
  for (const name of Object.keys(others)) say("fieldUnknown", ["resources", name], { field: `resources.${name}` });
  const resources = { cpu, memory };
  if (!isNothing(sockets)) return { ...spec, resources: { ...resources, sockets } };
  say("sockets", ["resources"]);
  return { ...spec, instanceType: "", resources: { ...resources, sockets: 1 } };
};
