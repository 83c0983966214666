import * as z from "zod";
import type { CreateInput } from "#lib/create/input.ts";
import type { Manifest } from "#lib/create/manifest.ts";
import type { CreatePlan } from "#lib/create/plan.ts";
import { withoutSecrets } from "#lib/create/run.ts";
import { parseCreateInput } from "#lib/create/schema.ts";
import type { Application } from "../kube/apps.ts";

/** Annotation of everything a run made: which run. With our own label it says whose an object is. */
const runKey = "porthole-run";
/** Annotation of a run's first object: what is to be made. On a disk also a label, the day, to ask for what is recent alone. */
const planKey = "porthole-plan";

const dayMs = 24 * 60 * 60_000;

/** Plans older than this are no longer offered to go on with. */
export const offeredMs = dayMs;

const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** Selects the first disks of recent runs. */
export const recentRuns = (now: number): string => `${planKey} in (${dayOf(now)},${dayOf(now - dayMs)})`;

/** Kubernetes gives all annotations of an object 256 KiB; a plan that is longer can be cleaned up, not gone on with. */
const longestPlan = 128 * 1024;

export type RunMark = {
  run: string;
  vm: string;
  /** New disks in the order of the input. */
  disks: string[];
  /** Without its secrets; null where it was too long or cannot be read. */
  input: CreateInput | null;
  /** It had cloud-init. */
  cloudInit: boolean;
};

export type MarkedManifest = Manifest & { metadata: { annotations: Record<string, string> } };

/** The objects of a plan in the order they are made, each with its run, the first with all that remains to be done after it. */
export const markedManifests = (
  { disks, vm }: Pick<CreatePlan, "disks" | "vm">,
  input: CreateInput,
  run: string,
  now: number,
): MarkedManifest[] => {
  const plan = {
    v: 1,
    vm: input.name,
    disks: disks.map(({ metadata }) => metadata.name),
    cloudInit: input.cloudInit !== "",
  };
  const whole = JSON.stringify({ ...plan, input: withoutSecrets(input) });
  const text = whole.length <= longestPlan ? whole : JSON.stringify(plan);
  return [...disks, vm].map((manifest, index): MarkedManifest => {
    const { metadata } = manifest;
    const annotations = { [runKey]: run, ...(index === 0 && { [planKey]: text }) };
    const isFirstDisk = index === 0 && manifest.kind === "VMDisk";
    const labels = { ...metadata.labels, ...(isFirstDisk && { [planKey]: dayOf(now) }) };
    return { ...manifest, metadata: { ...metadata, labels, annotations } };
  });
};

type Marked = { metadata: Pick<Application["metadata"], "annotations"> };

/** Null for what no run made. */
export const runOf = ({ metadata }: Marked): string | null => {
  const run = metadata.annotations[runKey] ?? "";
  return /^[0-9a-f-]{36}$/.test(run) ? run : null;
};

const name = z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/);
const planSchema = z.object({
  v: z.literal(1),
  vm: name,
  disks: z.array(name).max(64),
  cloudInit: z.boolean(),
  input: z.unknown().optional(),
});

/** Anybody who may write disks can have written it: read like any input, null where it is none. */
export const markOf = (object: Marked): RunMark | null => {
  const run = runOf(object);
  const text = object.metadata.annotations[planKey];
  if (run === null || text === undefined || text.length > 2 * longestPlan) return null;
  const plan = planSchema.safeParse(jsonOf(text));
  if (!plan.success) return null;
  const { vm, disks, cloudInit } = plan.data;
  const parsed = parseCreateInput(plan.data.input);
  const fits =
    parsed.ok &&
    parsed.input.name === vm &&
    parsed.input.disks.filter(({ kind }) => kind === "new").length === disks.length;
  return { run, vm, disks, cloudInit, input: fits ? parsed.input : null };
};

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};
