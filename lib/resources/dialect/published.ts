import * as z from "zod";
import { lenient, text } from "../kube-object.ts";
import { type Dialect, unpublishedDialect } from "./dialect.ts";
import { moreFields } from "./more.ts";
import { propertyOf, read, type Schema } from "./schema.ts";

const group = "apps.cozystack.io";
const documentSchema = z.object({
  components: z.object({
    schemas: z.record(
      z.string(),
      z.looseObject({
        "x-kubernetes-group-version-kind": lenient(z.object({ group: z.string(), kind: z.string() })),
      }),
    ),
  }),
});

/** One kind in the group's OpenAPI document; null when it is not in it. */
const schemaOf = (document: unknown, kind: string): Schema | null => {
  const { data } = documentSchema.safeParse(document);
  const found = Object.values(data?.components.schemas ?? {}).find((schema) =>
    schema["x-kubernetes-group-version-kind"].some((one) => one.group === group && one.kind === kind),
  );
  return found ? read(found) : null;
};

const specOf = (document: unknown, kind: string): Schema | null => {
  const schema = schemaOf(document, kind);
  return schema && (propertyOf(schema, "spec") ?? read({}));
};

/** A kind's spec as the document has it, all of it; null when the kind is not in it. */
export const publishedSpec = (document: unknown, kind: "VMInstance" | "VMDisk"): unknown =>
  schemaOf(document, kind)?.properties.spec ?? null;

/** The dialect that the document of `apps.cozystack.io/v1alpha1` publishes (OpenAPI v3, or what else was answered for it). */
export const publishedDialect = (document: unknown): Dialect => {
  const vm = specOf(document, "VMInstance");
  return vm ? dialectOf(vm, specOf(document, "VMDisk") ?? read({})) : unpublishedDialect;
};

/** The dialect of two charts' value schemas, as the document carries them. A field that is left untyped has its known shape. */
export const dialectOfSchemas = (vmInstance: unknown, vmDisk: unknown): Dialect =>
  dialectOf(read(vmInstance), read(vmDisk));

/** What a VMInstance is known to have in any dialect, whether or not anybody is asked for it. */
const knownFields: ReadonlySet<string> = new Set([
  ...["external", "externalMethod", "externalPorts", "externalAllowICMP", "networks", "subnets"],
  ...["running", "runStrategy", "instanceType", "instanceProfile", "resources", "gpus", "disks"],
  ...["sshKeys", "cloudInit", "cloudInitSeed"],
]);

/** The same of a VMDisk. */
export const knownDiskFields: ReadonlySet<string> = new Set(["source", "optical", "storage", "storageClass"]);

const dialectOf = (vm: Schema, disk: Schema): Dialect => {
  const has = (name: string) => Object.hasOwn(vm.properties, name);
  const profile = propertyOf(vm, "instanceProfile");
  const disks = propertyOf(vm, "disks");
  const source = propertyOf(disk, "source");
  const storage = propertyOf(disk, "storage");
  const http = source && propertyOf(source, "http");
  const resources = propertyOf(vm, "resources");
  const entry = disks && read(disks.items);
  return {
    power: has("runStrategy") ? "runStrategy" : "running",
    disks: entry?.type === "string" ? "names" : "objects",
    networks: has("networks") ? "networks" : has("subnets") ? "subnets" : "none",
    icmp: has("externalAllowICMP"),
    cloneSource: source !== null && propertyOf(source, "disk") !== null,
    sources: {
      headers: http !== null && propertyOf(http, "headers") !== null,
      checksum: http !== null && propertyOf(http, "checksum") !== null,
      registry: source !== null && propertyOf(source, "registry") !== null,
      upload: source !== null && propertyOf(source, "upload") !== null,
    },
    diskBus: entry !== null && propertyOf(entry, "bus") !== null,
    gpus: has("gpus"),
    customSize:
      resources !== null && ["cpu", "sockets", "memory"].every((name) => propertyOf(resources, name) !== null),
    cloudInit: has("cloudInit"),
    sshKeys: has("sshKeys"),
    more: moreFields(vm, knownFields),
    diskMore: moreFields(disk, knownDiskFields),
    defaultPorts: lenient(z.number().int()).parse(propertyOf(vm, "externalPorts")?.default),
    profiles: profile?.enum ?? null,
    quantityPattern: storage?.pattern || null,
    defaults: {
      instanceType: text.parse(propertyOf(vm, "instanceType")?.default),
      profile: text.parse(profile?.default),
      storage: text.parse(storage?.default),
      storageClass: text.parse(propertyOf(disk, "storageClass")?.default),
    },
  };
};
