import * as z from "zod";
import type { FieldProblem } from "../api/problem.ts";
import { cloudInitLimitBytes, cloudInitProblem } from "../cloud-init/user-data.ts";
import { diskNameLimit, nameProblem, vmNameLimit } from "../resources/names.ts";
import { portLimit, portsProblem } from "../resources/ports.ts";
import type { CreateExposure, CreateInput, CreateSize } from "./input.ts";
import { type CreateRule, createRules } from "./rules.ts";
import { diskLimitBytes, disksSchema, leastDiskBytes } from "./schema-disks.ts";
import { addRepeated, breaks, judged, objectName } from "./schema-parts.ts";
import { customLimits } from "./size.ts";
import { leastRsaBits, sshKeyIdentity, sshKeyProblem } from "./ssh-key.ts";

export const keyLimit = 50;
const gpuLimit = 16;
export const networkLimit = 16;

export const exposureSchema: z.ZodType<CreateExposure> = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("private") }),
  z.strictObject({ kind: z.literal("whole") }),
  z.strictObject({
    kind: z.literal("ports"),
    ports: z.array(z.number(breaks("portRange"))).superRefine((ports, context) => {
      const problem = portsProblem(ports.slice(0, portLimit + 1));
      if (problem) {
        context.addIssue({
          code: "custom",
          message: problem.rule,
          path: problem.index === null ? [] : [problem.index],
        });
      }
    }),
  }),
]);

/** The chart names the machine's interface like this, so a DNS label is all it may be. */
export const networkName = z
  .string(breaks("required"))
  .min(1, breaks("required"))
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/, breaks("networkFormat"));

const { mostCpu, leastMemoryBytes } = customLimits;
const count = z.int(breaks("cpuRange")).min(1, breaks("cpuRange")).max(mostCpu, breaks("cpuRange"));

export const sizeSchema: z.ZodType<CreateSize> = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("type"), instanceType: objectName }),
  z
    .strictObject({
      kind: z.literal("custom"),
      cpu: count,
      sockets: count,
      memoryBytes: z
        .int(breaks("memoryTooSmall"))
        .min(leastMemoryBytes, breaks("memoryTooSmall"))
        .max(diskLimitBytes, breaks("sizeTooLarge")),
    })
    .refine(({ cpu, sockets }) => cpu * sockets <= mostCpu, { ...breaks("cpuRange"), path: ["sockets"] }),
]);

const schema: z.ZodType<CreateInput> = z.strictObject({
  name: judged("nameRequired", (name) => nameProblem(name, vmNameLimit)),
  disks: disksSchema,
  size: sizeSchema,
  /** Empty where no profile of the catalogue fits the image. */
  profile: z.string(breaks("required")).max(253, breaks("unknownChoice")),
  gpus: z.array(objectName).max(gpuLimit, breaks("tooMany")),
  sshKeys: z
    .array(judged("sshKeyInvalid", sshKeyProblem))
    .max(keyLimit, breaks("tooMany"))
    .superRefine((keys, context) => addRepeated(keys.map(sshKeyIdentity), "sshKeyDuplicate", context)),
  cloudInit: judged("cloudInitBinary", cloudInitProblem),
  exposure: exposureSchema,
  icmp: z.boolean(breaks("required")).nullable(),
  networks: z
    .array(networkName)
    .max(networkLimit, breaks("tooMany"))
    .superRefine((names, context) => addRepeated(names, "networkDuplicate", context)),
  start: z.boolean(breaks("required")),
  more: z.record(z.string(), z.unknown()),
});

const ruleValues: Partial<Record<CreateRule, FieldProblem["values"]>> = {
  nameTooLong: { max: vmNameLimit },
  sizeTooSmall: { min: leastDiskBytes },
  sizeTooLarge: { max: diskLimitBytes },
  cpuRange: { max: mostCpu },
  memoryTooSmall: { min: leastMemoryBytes },
  sshKeyWeak: { min: leastRsaBits },
  cloudInitTooLarge: { max: cloudInitLimitBytes },
};

export type ParsedInput = { ok: true; input: CreateInput } | { ok: false; fields: FieldProblem[] };

/** What a schema of these parts found wrong, each with its rule. A shape nobody's form sends has no rule of its own. */
export const fieldProblemsOf = ({ issues }: z.core.$ZodError): FieldProblem[] =>
  issues.map(({ path, message }): FieldProblem => {
    const rule = createRules.find((one) => one === message) ?? "required";
    const values = rule === "nameTooLong" && path[0] === "disks" ? { max: diskNameLimit } : ruleValues[rule];
    return { path: path.join("."), rule, ...(values && { values }) };
  });

/** Reads what a person chose, by shape alone; `catalogueProblems` asks whether the cluster offers it. */
export const parseCreateInput = (value: unknown): ParsedInput => {
  const parsed = schema.safeParse(value);
  return parsed.success ? { ok: true, input: parsed.data } : { ok: false, fields: fieldProblemsOf(parsed.error) };
};
