import { knownDiskFields } from "../resources/dialect/published.ts";
import type { CatalogueView } from "../resources/image/view.ts";
import { quantityToBytes } from "../resources/quantity.ts";
import type { CreateDisk, CreateInput, DiskSource } from "./input.ts";
import { moreOfSpec } from "./more-spec.ts";
import { vmDisksOf } from "./plan-disks.ts";
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
  const partOf = partsOf(previous, metadata.name, catalogue);
  const disks = (spec.disks ?? []).map((entry, index): CreateDisk => {
    const { name, bus } = typeof entry === "string" ? { name: entry, bus: "" } : entry;
    const document = unread.get(name);
    if (!document) return { kind: "existing", name, bus: bus ?? "" };
    unread.delete(name);
    const part = partOf(name);
    if (part === null) add(document, ["metadata", "name"], "diskName", `${metadata.name}-`);
    return { ...newDiskOf(document, catalogue, add), part: part ?? `data-${index}`, bus: bus ?? "" };
  });
  for (const [name, document] of unread) add(document, ["metadata", "name"], "unattached", name);
  return disks;
};

/** A new disk is named after its machine. A disk of the plan before keeps its part, also when the machine got another name. */
const partsOf = (previous: CreateInput, vm: string, catalogue: CatalogueView) => {
  const { attached } = vmDisksOf(previous, "", catalogue);
  const before = new Map(
    previous.disks.flatMap((disk, index) =>
      disk.kind === "new" ? [[attached[index]?.name ?? "", disk.part] as const] : [],
    ),
  );
  return (name: string): string | null => {
    const known = before.get(name);
    if (known !== undefined) return known;
    const prefix = [`${vm}-`, `${previous.name}-`].find((each) => name.startsWith(each));
    return prefix === undefined || name === prefix ? null : name.slice(prefix.length);
  };
};

const newDiskOf = (document: Disk, { dialect: { defaults, diskMore } }: CatalogueView, add: AddYamlProblem) => {
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
