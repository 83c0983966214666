import * as z from "zod";
import { lenient, section, text } from "../kube-object.ts";
import { type Dialect, unpublishedDialect } from "./dialect.ts";

/** The part of a published schema that says something to us; every field of it may be missing or of another kind. */
type Schema = {
  type: string;
  enum: string[] | null;
  pattern: string;
  default?: unknown;
  properties: Record<string, unknown>;
  items?: unknown;
};

const schemaSchema = section({
  type: text,
  enum: z.array(z.string()).nullable().catch(null).default(null),
  pattern: text,
  default: z.unknown().optional(),
  properties: z.record(z.string(), z.unknown()).catch({}),
  items: z.unknown().optional(),
});

const read = (value: unknown): Schema => schemaSchema.parse(value);
const propertyOf = (schema: Schema, name: string): Schema | null =>
  Object.hasOwn(schema.properties, name) ? read(schema.properties[name]) : null;

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

/** The spec of one kind in the group's OpenAPI document; null when the kind is not in it. */
const specOf = (document: unknown, kind: string): Schema | null => {
  const { data } = documentSchema.safeParse(document);
  const found = Object.values(data?.components.schemas ?? {}).find((schema) =>
    schema["x-kubernetes-group-version-kind"].some((one) => one.group === group && one.kind === kind),
  );
  return found ? (propertyOf(read(found), "spec") ?? read({})) : null;
};

/** The dialect that the document of `apps.cozystack.io/v1alpha1` publishes (OpenAPI v3, or what else was answered for it). */
export const publishedDialect = (document: unknown): Dialect => {
  const vm = specOf(document, "VMInstance");
  return vm ? dialectOf(vm, specOf(document, "VMDisk") ?? read({})) : unpublishedDialect;
};

/** The dialect of two charts' value schemas, as the document carries them. A field that is left untyped has its known shape. */
export const dialectOfSchemas = (vmInstance: unknown, vmDisk: unknown): Dialect =>
  dialectOf(read(vmInstance), read(vmDisk));

const dialectOf = (vm: Schema, disk: Schema): Dialect => {
  const has = (name: string) => Object.hasOwn(vm.properties, name);
  const profile = propertyOf(vm, "instanceProfile");
  const disks = propertyOf(vm, "disks");
  const source = propertyOf(disk, "source");
  const storage = propertyOf(disk, "storage");
  return {
    power: has("runStrategy") ? "runStrategy" : "running",
    disks: disks && read(disks.items).type === "string" ? "names" : "objects",
    networks: has("networks") ? "networks" : has("subnets") ? "subnets" : "none",
    icmp: has("externalAllowICMP"),
    cloneSource: source !== null && propertyOf(source, "disk") !== null,
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
