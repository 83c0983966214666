import { parse } from "yaml";
import * as z from "zod";
import type { Call } from "../aggregated/group.ts";
import { badRequest, internal, Refusal } from "./refusal.ts";

const dryRun = z.array(z.string()).nullish();

export const startOptions = z.looseObject({ paused: z.boolean().nullish(), dryRun });
export const stopOptions = z.looseObject({ gracePeriod: z.int().nullish(), dryRun });
export const restartOptions = z.looseObject({ gracePeriodSeconds: z.int().nullish(), dryRun });
export const pauseOptions = z.looseObject({ dryRun });
export const migrateOptions = z.looseObject({ dryRun });
export const removeVolumeOptions = z.looseObject({ name: z.string().nullish(), dryRun });
export const addVolumeOptions = z.looseObject({
  name: z.string().nullish(),
  disk: z.looseObject({ disk: z.looseObject({ bus: z.string().nullish() }).nullish() }).nullish(),
  volumeSource: z
    .looseObject({
      dataVolume: z.looseObject({ name: z.string() }).nullish(),
      persistentVolumeClaim: z.looseObject({ claimName: z.string() }).nullish(),
    })
    .nullish(),
  dryRun,
});

export const memoryDumpOptions = z.looseObject({ claimName: z.string().nullish() });
export const evacuateCancelOptions = z.looseObject({ evacuationNodeName: z.string().nullish(), dryRun });
const matcher = z.looseObject({ name: z.string() }).optional();
const named = z.looseObject({ name: z.string() });
export const virtualMachineBody = z.looseObject({
  metadata: z.looseObject({ name: z.string().optional(), namespace: z.string().optional() }),
  spec: z.looseObject({
    instancetype: matcher,
    preference: matcher,
    template: z.looseObject({
      spec: z.looseObject({
        domain: z.looseObject({
          devices: z.looseObject({ disks: z.array(named).default([]), interfaces: z.array(named).default([]) }),
        }),
      }),
    }),
  }),
});

/** Reads the body of a verb: JSON or YAML whatever its type says; nothing counts as `{}`. */
export const readOptions = async <T extends z.ZodType>(call: Call, schema: T): Promise<z.infer<T>> => {
  const text = (await call.body()).toString("utf8").trim();
  if (text === "" || text === '""') return schema.parse({});
  let value: unknown;
  try {
    value = parse(text);
  } catch (error) {
    throw unreadable(error instanceof Error ? error.message : "yaml");
  }
  const read = schema.safeParse(value);
  if (!read.success) throw unreadable(read.error.issues[0]?.message ?? "json");
  return read.data;
};

const unreadable = (why: string) => badRequest(`Can not unmarshal Request body to struct, error: ${why}`);

/** Whether nothing is to be changed. Only the body counts: a `dryRun` in the query is ignored, as virt-api does. */
export const isDryRun = (values: readonly string[] | null | undefined): boolean => {
  if (!values || values.length === 0) return false;
  if (values.length === 1 && values[0] === "All") return true;
  throw internal(`dryRun: Unsupported value: "${values.join()}": supported values: "All"`);
};

/** Endpoints without a JSON answer take the wildcard or no Accept at all. */
export const requireWildcard = (accept: string | undefined): void => {
  if (accept === undefined || accept.split(",").some((range) => range.trim().startsWith("*/*"))) return;
  throw new Refusal(406, "406: Not Acceptable\n\nAvailable representations: ");
};
