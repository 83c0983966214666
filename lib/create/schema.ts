import * as z from "zod";
import type { FieldProblem } from "../api/problem.ts";
import { nameProblem, vmNameLimit } from "../resources/names.ts";
import { portLimit, portsProblem } from "../resources/ports.ts";
import { gibibyte } from "../resources/quantity.ts";
import type { CreateInput } from "./input.ts";
import { type CreateRule, createRules } from "./rules.ts";
import { sshKeyProblem } from "./ssh-key.ts";

// The form runs under a policy without eval, which zod's compiler would try.
z.config({ jitless: true });

const keyLimit = 50;
/** Nothing larger is a disk of one machine; keeps sums exact. */
export const diskLimitBytes = 64 * 1024 * gibibyte;

const breaks = (rule: CreateRule) => ({ error: rule });
const objectName = z.string(breaks("required")).min(1, breaks("required")).max(253, breaks("nameTooLong"));

const exposure = z.discriminatedUnion("kind", [
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

const schema: z.ZodType<CreateInput> = z.strictObject({
  name: z.string(breaks("nameRequired")).superRefine((name, context) => {
    const rule = nameProblem(name, vmNameLimit);
    if (rule) context.addIssue({ code: "custom", message: rule });
  }),
  image: objectName,
  instanceType: objectName,
  /** Empty where no profile of the catalogue fits the image. */
  profile: z.string(breaks("required")).max(253, breaks("unknownChoice")),
  systemDisk: z.strictObject({
    sizeBytes: z
      .int(breaks("sizeTooSmall"))
      .min(gibibyte, breaks("sizeTooSmall"))
      .max(diskLimitBytes, breaks("sizeTooLarge")),
    storageClass: objectName,
  }),
  sshKeys: z
    .array(
      z.string(breaks("sshKeyInvalid")).superRefine((key, context) => {
        const rule = sshKeyProblem(key);
        if (rule) context.addIssue({ code: "custom", message: rule });
      }),
    )
    .max(keyLimit, breaks("tooMany")),
  exposure,
  start: z.boolean(breaks("required")),
});

const ruleValues: Partial<Record<CreateRule, FieldProblem["values"]>> = {
  nameTooLong: { max: vmNameLimit },
  sizeTooSmall: { min: gibibyte },
};

export type ParsedInput = { ok: true; input: CreateInput } | { ok: false; fields: FieldProblem[] };

/** Reads what a person chose, by shape alone; `catalogueProblems` asks whether the cluster offers it. */
export const parseCreateInput = (value: unknown): ParsedInput => {
  const parsed = schema.safeParse(value);
  if (parsed.success) return { ok: true, input: parsed.data };
  // A shape nobody's form sends has no rule of its own.
  const ruleOf = (message: string) => createRules.find((rule) => rule === message) ?? "required";
  const fields = parsed.error.issues.map(({ path, message }): FieldProblem => {
    const rule = ruleOf(message);
    const values = ruleValues[rule];
    return { path: path.join("."), rule, ...(values && { values }) };
  });
  return { ok: false, fields };
};
