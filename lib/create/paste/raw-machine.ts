import { derivedName } from "../../resources/free-name.ts";
import type { CatalogueView } from "../../resources/image/view.ts";
import { diskNameLimit, vmOfRelease } from "../../resources/names.ts";
import { quantityToBytes, quantityToNumber } from "../../resources/quantity.ts";
import { nextPart } from "../disks.ts";
import { installerPart, systemPart } from "../installers.ts";
import { apiVersion } from "../manifest.ts";
import type { AddChange, PastedObject } from "./documents.ts";
import { at, type Fields, fieldsOf, isFields, isNothing, listOf, textOf } from "./fields.ts";
import { nearestType } from "./nearest.ts";
import { leftOut } from "./raw-left-out.ts";
import { rawDisksOf } from "./raw-volumes.ts";

const templatePath = ["spec", "template", "spec"] as const;

/** The VMInstance that is closest to a VirtualMachine of KubeVirt, with the disks it needs; what has no place in them is said. */
export const machineOfRaw = (raw: PastedObject, catalogue: CatalogueView, add: AddChange): PastedObject[] => {
  const { value, lineOf } = raw;
  const spec = fieldsOf(value.spec);
  const hasTemplate = isFields(at(spec, "template", "spec"));
  const template = hasTemplate ? fieldsOf(at(spec, "template", "spec")) : spec;
  const written = textOf(at(value, "metadata", "name"));
  const name = vmOfRelease(written) ?? written;
  const line = lineOf(["kind"]);
  add(line, "rawMachine", { name });
  const { documents, entries, paths } = disksOf(raw, spec, template, name, catalogue, add);
  const machine: Fields = {
    ...pick(spec, "running", "runStrategy"),
    ...sizeOf(raw, spec, template, catalogue, add),
    ...(textOf(at(spec, "preference", "name")) !== "" && { instanceProfile: textOf(at(spec, "preference", "name")) }),
    ...(entries.length > 0 && { disks: entries }),
    ...gpusOf(raw, template, catalogue, add),
    ...userDataOf(template),
  };
  add(line, "rawPrivate");
  for (const path of leftOut(spec, hasTemplate)) add(lineOf(["spec", ...path]), "leftOut", { field: path.join(".") });
  const metadata = { ...fieldsOf(value.metadata), name };
  // What the VMInstance says stands elsewhere in the text, or nowhere.
  const machineLine: PastedObject["lineOf"] = ([, field, index]) => {
    if (field === "running" || field === "runStrategy") return lineOf(["spec", field]);
    return field === "disks" && typeof index === "number" ? lineOf(paths[index] ?? ["kind"]) : line;
  };
  return [
    ...documents,
    { kind: "VMInstance", value: { ...value, apiVersion, metadata, spec: machine }, lineOf: machineLine },
  ];
};

const pick = (fields: Fields, ...names: string[]): Fields =>
  Object.fromEntries(names.flatMap((name) => (isNothing(fields[name]) ? [] : [[name, fields[name]]])));

const disksOf = (
  { lineOf }: PastedObject,
  spec: Fields,
  template: Fields,
  name: string,
  catalogue: CatalogueView,
  add: AddChange,
) => {
  const parts: string[] = [];
  const documents: PastedObject[] = [];
  const paths: (readonly PropertyKey[])[] = [];
  const entries = rawDisksOf(spec, template, catalogue).map(({ path, bus, optical, from, said }, index) => {
    const line = lineOf(path);
    paths.push(path);
    add(line, said.rule, said.values);
    const bused = (disk: string) => ({ name: disk, ...(bus !== "" && catalogue.dialect.diskBus && { bus }) });
    if ("existing" in from) return bused(from.existing);
    const part = nextPart(parts, optical ? installerPart : index === 0 ? systemPart : "data");
    parts.push(part);
    const disk = derivedName(name, part, catalogue.takenDiskNames, diskNameLimit);
    const value = {
      apiVersion,
      kind: "VMDisk",
      metadata: { name: disk },
      spec: { ...from.made, ...(optical && { optical }) },
    };
    documents.push({ kind: "VMDisk", value, lineOf: () => line });
    return bused(disk);
  });
  const isNamed = catalogue.dialect.disks === "names";
  return { documents, paths, entries: isNamed ? entries.map((entry) => entry.name) : entries };
};

/** Its own type where it names one, else the smallest that has at least what it asks for. */
const sizeOf = (
  { lineOf }: PastedObject,
  spec: Fields,
  template: Fields,
  { instanceTypes }: CatalogueView,
  add: AddChange,
): Fields => {
  const named = textOf(at(spec, "instancetype", "name"));
  if (named !== "") return { instanceType: named };
  const { cpu, memory, resources } = fieldsOf(template.domain);
  const asked = (key: string) => at(resources, "requests", key) ?? at(resources, "limits", key);
  const count = (key: string) => quantityToNumber(textOf(at(cpu, key)) || "1") ?? 1;
  const vcpu = isFields(cpu)
    ? count("cores") * count("sockets") * count("threads")
    : quantityToNumber(textOf(asked("cpu")));
  const memoryText = textOf(at(memory, "guest")) || textOf(asked("memory"));
  const memoryBytes = quantityToBytes(memoryText);
  if (vcpu === null && memoryBytes === null) return {};
  const type = nearestType({ cpu: vcpu ?? 1, memoryBytes: memoryBytes ?? 0 }, instanceTypes);
  if (!type) return {};
  add(lineOf([...templatePath, "domain"]), "rawSize", {
    cpu: String(vcpu ?? "–"),
    memory: memoryText || "–",
    to: type.name,
  });
  return { instanceType: type.name };
};

/** Devices by name; a request without a device counts as so many of the first that is offered. */
const gpusOf = (
  { lineOf }: PastedObject,
  template: Fields,
  { gpus, dialect }: CatalogueView,
  add: AddChange,
): Fields => {
  const domain = fieldsOf(template.domain);
  const devices = listOf(at(domain, "devices", "gpus")).map((one) => textOf(at(one, "deviceName")));
  const requests = Object.entries(fieldsOf(at(domain, "resources", "requests"))).filter(([key]) => key.includes("/"));
  const wanted =
    devices.length > 0
      ? devices
      : requests.flatMap(([key, count]) => Array<string>(Math.min(Number(count) || 0, 16)).fill(key));
  const line = lineOf([
    ...templatePath,
    "domain",
    ...(devices.length > 0 ? ["devices", "gpus"] : ["resources", "requests"]),
  ]);
  const named = wanted.flatMap((device) => {
    if (gpus.some(({ name }) => name === device)) return [{ name: device }];
    const vendor = device.split("/")[0] ?? "";
    const like = gpus.filter(({ name }) => name.startsWith(`${vendor}/`));
    const to = (like.find(({ free }) => free !== 0) ?? like[0])?.name;
    if (to === undefined || !dialect.gpus) add(line, "gpuRefused", { from: device });
    else add(line, "gpuNearest", { from: device, to });
    return to === undefined || !dialect.gpus ? [] : [{ name: to }];
  });
  return named.length > 0 ? { gpus: named } : {};
};

const userDataOf = (template: Fields): Fields => {
  for (const volume of listOf(template.volumes)) {
    const source = fieldsOf(at(volume, "cloudInitNoCloud") ?? at(volume, "cloudInitConfigDrive"));
    const encoded = textOf(source.userDataBase64).replace(/\s+/g, "");
    const text = textOf(source.userData) || (isBase64(encoded) ? decoded(encoded) : "");
    if (text !== "") return { cloudInit: text };
  }
  return {};
};

const isBase64 = (text: string): boolean => text.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(text);
const decoded = (text: string): string =>
  new TextDecoder().decode(Uint8Array.from(atob(text), (character) => character.charCodeAt(0)));
