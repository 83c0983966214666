import * as z from "zod";
import { diskNameLimit, nameProblem } from "../resources/names.ts";
import { gibibyte } from "../resources/quantity.ts";
import type { CreateDisk, DiskSource } from "./input.ts";
import { addRepeated, breaks, judged, objectName } from "./schema-parts.ts";
import { checksumProblem, headerNameProblem, headerValueProblem } from "./source-header.ts";
import { registryUrlProblem, sourceUrlProblem } from "./source-url.ts";

export const diskLimit = 20;
const headerLimit = 16;
/** Nothing larger is a disk of one machine; keeps sums exact. */
export const diskLimitBytes = 64 * 1024 * gibibyte;
export const leastDiskBytes = gibibyte;

const headers = z
  .array(
    z.strictObject({ name: judged("headerName", headerNameProblem), value: judged("headerValue", headerValueProblem) }),
  )
  .max(headerLimit, breaks("tooMany"))
  .superRefine((all, context) =>
    addRepeated(
      all.map(({ name }) => name.toLowerCase()),
      "headerDuplicate",
      context,
      () => ["name"],
    ),
  );

const source: z.ZodType<DiskSource> = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("image"), name: objectName }),
  z.strictObject({
    kind: z.literal("url"),
    url: judged("urlInvalid", sourceUrlProblem),
    headers,
    checksum: judged("checksumFormat", checksumProblem),
  }),
  z.strictObject({ kind: z.literal("registry"), url: judged("urlInvalid", registryUrlProblem) }),
  z.strictObject({ kind: z.literal("clone"), disk: objectName }),
  z.strictObject({ kind: z.literal("empty") }),
]);

/** The chart passes it on as it is; KubeVirt knows these. */
export const buses = ["virtio", "sata", "scsi", "usb"] as const;
const bus = z.enum(["", ...buses], breaks("busInvalid"));

export const diskSizeSchema = z
  .int(breaks("sizeTooSmall"))
  .min(leastDiskBytes, breaks("sizeTooSmall"))
  .max(diskLimitBytes, breaks("sizeTooLarge"));

export const partPattern = /^[a-z](?:[a-z0-9-]{0,18}[a-z0-9])?$/;

export const newDiskSchema = z.strictObject({
  kind: z.literal("new"),
  part: z.string(breaks("required")).regex(partPattern, breaks("nameFormat")),
  name: judged("nameRequired", (name) => nameProblem(name, diskNameLimit)).optional(),
  source,
  sizeBytes: diskSizeSchema,
  storageClass: objectName,
  optical: z.boolean(breaks("required")),
  bus,
  more: z.record(z.string(), z.unknown()).optional(),
});

const disk = z.discriminatedUnion("kind", [
  newDiskSchema,
  z.strictObject({ kind: z.literal("existing"), name: objectName, bus }),
]);

/** One disk twice in a machine, or two new ones of one name, fails only when the machine starts. */
export const disksSchema: z.ZodType<CreateDisk[]> = z
  .array(disk)
  .min(1, breaks("disksEmpty"))
  .max(diskLimit, breaks("tooMany"))
  .superRefine((all, context) => {
    const parts = all.map((one, index) => (one.kind === "new" ? one.part : `${index}`));
    addRepeated(parts, "diskDuplicate", context, () => ["part"]);
    const names = all.map(({ name }, index) => name ?? `${index}`);
    addRepeated(names, "diskDuplicate", context, () => ["name"]);
  });
