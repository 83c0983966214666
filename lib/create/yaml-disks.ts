import { knownDiskFields } from "../resources/dialect/published.ts";
import type { CatalogueView } from "../resources/image/view.ts";
import { quantityToBytes } from "../resources/quantity.ts";
import { nextPart } from "./disks.ts";
import type { CreateDisk, CreateInput, DiskSource, NewDisk } from "./input.ts";
import { driversPart, installerPart, systemPart } from "./installers.ts";
import { moreOfSpec } from "./more-spec.ts";
import { vmDisksOf } from "./plan-disks.ts";
import { partPattern } from "./schema-disks.ts";
import type { AddYamlProblem, Written } from "./yaml-input.ts";
import type { WrittenDisk, WrittenVm } from "./yaml-schema.ts";

type Disk = Written<WrittenDisk>;

/** The machine's disks in the order it lists them: those with a document of their own are new, the others exist. */
export const disksOfYaml = (
  vm: Written<WrittenVm>,
  documents: readonly Disk[],
  previous: CreateInput,
  catalogue: CatalogueView,
  add: AddYamlProblem,
): CreateDisk[] => {
  const { metadata, spec } = vm.object;
  const unread = new Map<string, Disk>();
  for (const document of documents) {
    const { name } = document.object.metadata;
    if (unread.has(name)) add(document, ["metadata", "name"], "diskTwice", name);
    unread.set(name, document);
  }
  const entries = (spec.disks ?? []).map((entry) => (typeof entry === "string" ? { name: entry, bus: "" } : entry));
  const systemName = `${metadata.name}-${systemPart}`;
  const first = unread.has(systemName) ? systemName : entries.find(({ name }) => !isOptical(unread.get(name)))?.name;
  const namedAs = namesOf(previous, metadata.name, catalogue, new Set(unread.keys()));
  const disks = entries.map(({ name, bus }): CreateDisk => {
    const document = unread.get(name);
    if (!document) return { kind: "existing", name, bus: bus ?? "" };
    unread.delete(name);
    const made = newDiskOf(document, catalogue, add);
    return { ...made, ...namedAs(name, usualPart(made, name === first)), bus: bus ?? "" };
  });
  for (const [name, document] of unread) add(document, ["metadata", "name"], "unattached", name);
  return disks;
};

const isOptical = (document: Disk | undefined): boolean => document?.object.spec?.optical === true;

/** The part of a disk whose name says nothing of it. */
export const usualPart = ({ optical, source }: Pick<NewDisk, "optical" | "source">, isFirst: boolean): string => {
  if (optical) return source.kind === "empty" ? "data" : installerPart;
  return isFirst ? systemPart : "data";
};

const roles: ReadonlySet<string> = new Set([systemPart, installerPart, driversPart]);

type Named = Pick<NewDisk, "part" | "name">;

/**
 * Part and own name of a new disk by the name its document gives it. A disk of the plan before keeps both, also when the machine got another
 * name; a name that is not the machine's with a part behind it is the disk's own.
 */
const namesOf = (previous: CreateInput, vm: string, catalogue: CatalogueView, written: ReadonlySet<string>) => {
  const { attached } = vmDisksOf(previous, "", catalogue);
  const before = new Map(
    previous.disks.flatMap((disk, index): [string, Named][] =>
      disk.kind === "new" ? [[attached[index]?.name ?? "", named(disk)]] : [],
    ),
  );
  const parts = new Set([...before].flatMap(([name, { part }]) => (written.has(name) ? [part] : [])));
  const taken = [...parts];
  return (name: string, usual: string): Named => {
    const known = before.get(name);
    if (known) return known;
    const part = name.startsWith(`${vm}-`) ? name.slice(vm.length + 1) : "";
    // Of a disk with a role any other end of its name is no more than a name: `web-root` is the system disk.
    const isPart = usual === "data" ? partPattern.test(part) : roles.has(part);
    const isMade = isPart && !taken.includes(part) && !catalogue.takenDiskNames.includes(name);
    const own: Named = isMade ? { part } : { part: nextPart(taken, usual), name };
    taken.push(own.part);
    return own;
  };
};

const named = ({ part, name }: NewDisk): Named => ({ part, ...(name !== undefined && { name }) });

/** A document as a new disk, named by whoever asks. */
export const newDiskOf = (document: Disk, { dialect: { defaults, diskMore } }: CatalogueView, add: AddYamlProblem) => {
  const spec = document.object.spec ?? {};
  const { storage, storageClass, optical } = spec;
  const sizeBytes = quantityToBytes(storage ?? defaults.storage);
  if (sizeBytes === null) add(document, ["spec", "storage"], "value");
  const more = moreOfSpec(spec, knownDiskFields, diskMore, (path) => add(document, ["spec", ...path], "unknownField"));
  return {
    kind: "new" as const,
    source: sourceOf(document, add),
    sizeBytes: sizeBytes ?? 0,
    storageClass: storageClass ?? defaults.storageClass,
    optical: optical ?? false,
    ...(Object.keys(more).length > 0 && { more }),
  };
};

/** Of two sources the chart takes neither; a file has no place in a plan. */
const sourceOf = (document: Disk, add: AddYamlProblem): DiskSource => {
  const { image, http, registry, disk, upload } = document.object.spec?.source ?? {};
  const path = ["spec", "source"];
  if (upload !== undefined) add(document, [...path, "upload"], "upload");
  if ([image, http, registry, disk].filter(Boolean).length > 1) add(document, path, "source");
  if (image) return { kind: "image", name: image.name };
  if (registry) return { kind: "registry", url: registry.url };
  if (disk) return { kind: "clone", disk: disk.name };
  if (!http) return { kind: "empty" };
  const headers = Object.entries(http.headers ?? {}).map(([name, value]) => ({ name, value }));
  return { kind: "url", url: http.url, headers, checksum: http.checksum ?? "" };
};
