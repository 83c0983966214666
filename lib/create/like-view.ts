import * as z from "zod";
import type { SettingsRefusal, VmSettings } from "../edit/settings.ts";
import type { Dialect } from "../resources/dialect/dialect.ts";
import { knownDiskFields } from "../resources/dialect/published.ts";
import type { DiskOrigin } from "../resources/disk/origin.ts";
import { vmDiskSchema } from "../resources/disk/schema.ts";
import { section, text } from "../resources/kube-object.ts";
import { quantityToBytes } from "../resources/quantity.ts";
import { normaliseDisk } from "../resources/vm/normalise.ts";
import type { MoreSettings } from "./input.ts";
import { moreOfSpec } from "./more-spec.ts";
import { knownSpecFields } from "./yaml-schema.ts";

/** A machine as a pattern for another one. No secret is in it: neither user data, nor what an address or its headers may hide. */
export type LikeView = {
  /** Its name in addresses. */
  name: string;
  settings: VmSettings;
  /** Fields that only the cluster's schema knows, as this machine has them. */
  more: MoreSettings;
  /** Fields of its spec that not even the schema knows, by path. */
  unknown: readonly string[];
  /** In boot order. */
  disks: readonly LikeDisk[];
  /** What is odd about the machine itself; null for nothing. */
  oddity: Exclude<SettingsRefusal, "role"> | null;
};

export type LikeDisk = {
  name: string;
  bus: string;
  /** What its own object says; `gone`: there is none; `unread`: this role may not read it, or nobody answered. */
  stored: LikeDiskObject | "gone" | "unread";
};

export type LikeDiskObject = {
  origin: DiskOrigin;
  /** Its address, or what is sent along with it, holds more than may be shown. */
  hidesSource: boolean;
  checksum: string;
  sizeBytes: number | null;
  storageClass: string;
  optical: boolean;
  more: MoreSettings;
};

const httpSchema = z.object({
  spec: section({ source: section({ http: section({ url: text, checksum: text, headers: z.unknown() }) }) }),
});
const specSchema = z.object({ spec: z.record(z.string(), z.unknown()).catch({}).default({}) });

const hasEntries = (value: unknown): boolean =>
  typeof value === "object" && value !== null && Object.keys(value).length > 0;

/** Reads a VMDisk as this cluster stores it; null when it is none. */
export const likeDiskOf = (object: unknown, dialect: Dialect): LikeDiskObject | null => {
  const read = vmDiskSchema.safeParse(object);
  if (!read.success) return null;
  const { origin, ...spec } = specOf(normaliseDisk(read.data, dialect));
  const http = httpSchema.safeParse(object).data?.spec.source.http;
  const isCut = origin.kind === "url" && http?.url !== origin.url;
  return {
    origin,
    ...spec,
    hidesSource: isCut || hasEntries(http?.headers),
    checksum: http?.checksum ?? "",
    more: moreOfSpec(specSchema.parse(object).spec, knownDiskFields, dialect.diskMore, () => {}),
  };
};

const specOf = ({ spec }: z.output<typeof vmDiskSchema>) => ({
  origin: spec.source,
  sizeBytes: quantityToBytes(spec.storage),
  storageClass: spec.storageClass,
  optical: spec.optical,
});

/** Of a VMInstance's spec what no setting of ours stands for. */
export const likeMoreOf = (spec: Readonly<Record<string, unknown>>, { more }: Dialect) => {
  const unknown: string[] = [];
  const known = moreOfSpec(spec, knownSpecFields, more, (path) => unknown.push(path.join(".")));
  return { more: known, unknown };
};
