import * as z from "zod";
import type { FieldProblem } from "../api/problem.ts";
import { cloudInitProblem } from "../cloud-init/user-data.ts";
import type { CreateSize } from "../create/input.ts";
import { exposureSchema, fieldProblemsOf, keyLimit, networkLimit, networkName, sizeSchema } from "../create/schema.ts";
import { diskLimit } from "../create/schema-disks.ts";
import { addRepeated, breaks, judged, objectName } from "../create/schema-parts.ts";
import type { Exposure } from "../resources/vm/view.ts";
import type { VmSettings } from "./settings.ts";

/** What is to be changed of a machine, and nothing else. Lists are whole: what they leave out is taken away. */
export type VmChange = Partial<{
  exposure: Exposure;
  icmp: boolean;
  size: CreateSize;
  /** `""`: none. */
  profile: string;
  /** In boot order. */
  disks: VmSettings["disks"];
  networks: string[];
  sshKeys: string[];
  /** As typed; `""` takes it away. */
  cloudInit: string;
  cloudInitSeed: string;
}>;

const seedLimit = 128;
/** Longer than any bus has a name. */
const busLimit = 32;
const keyLengthLimit = 20_000;

const disks = z
  .array(z.strictObject({ name: objectName, bus: z.string(breaks("busInvalid")).max(busLimit, breaks("busInvalid")) }))
  .max(diskLimit, breaks("tooMany"))
  .superRefine((all, context) =>
    addRepeated(
      all.map(({ name }) => name),
      "diskDuplicate",
      context,
      () => ["name"],
    ),
  );

/** Lines, whatever they say: a key that the machine has already is not judged again. */
const sshKeys = z
  .array(z.string(breaks("sshKeyInvalid")).max(keyLengthLimit, breaks("sshKeyInvalid")))
  .max(keyLimit, breaks("tooMany"));

const networks = z
  .array(networkName)
  .max(networkLimit, breaks("tooMany"))
  .superRefine((names, context) => addRepeated(names, "networkDuplicate", context));

/** Each key's rules by itself; those that take the machine or the catalogue to judge are in check.ts. */
const schema: z.ZodType<VmChange> = z.strictObject({
  exposure: exposureSchema.optional(),
  icmp: z.boolean(breaks("required")).optional(),
  size: sizeSchema.optional(),
  profile: z.string(breaks("required")).max(253, breaks("unknownChoice")).optional(),
  disks: disks.optional(),
  networks: networks.optional(),
  sshKeys: sshKeys.optional(),
  cloudInit: judged("cloudInitBinary", cloudInitProblem).optional(),
  cloudInitSeed: z.string(breaks("required")).max(seedLimit, breaks("tooMany")).optional(),
});

export type ParsedChange = { ok: true; change: VmChange } | { ok: false; fields: FieldProblem[] };

export const parseVmChange = (value: unknown): ParsedChange => {
  const parsed = schema.safeParse(value);
  return parsed.success ? { ok: true, change: parsed.data } : { ok: false, fields: fieldProblemsOf(parsed.error) };
};
