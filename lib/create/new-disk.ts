import * as z from "zod";
import type { FieldProblem } from "../api/problem.ts";
import type { CatalogueView } from "../resources/image/view.ts";
import { diskNameLimit, nameProblem } from "../resources/names.ts";
import type { AddProblem } from "./check.ts";
import { newDiskProblems } from "./check-disks.ts";
import type { NewDisk } from "./input.ts";
import { fieldProblemsOf } from "./schema.ts";
import { newDiskSchema } from "./schema-disks.ts";
import { judged } from "./schema-parts.ts";

/** A disk made by itself, without a machine that it could be named after. */
export type NewDiskInput = { name: string; disk: Omit<NewDisk, "name"> };

const schema: z.ZodType<NewDiskInput> = z.strictObject({
  name: judged("nameRequired", (name) => nameProblem(name, diskNameLimit)),
  disk: newDiskSchema.omit({ name: true }),
});

export type ParsedNewDisk = { ok: true; input: NewDiskInput } | { ok: false; fields: FieldProblem[] };

/** Reads what a person chose, by shape alone. */
export const parseNewDisk = (value: unknown): ParsedNewDisk => {
  const parsed = schema.safeParse(value);
  if (parsed.success) return { ok: true, input: parsed.data };
  const fields = fieldProblemsOf(parsed.error);
  return { ok: false, fields: fields.map((field) => (field.rule === "nameTooLong" ? withLimit(field) : field)) };
};

/** Disks have longer names than machines. */
const withLimit = (field: FieldProblem): FieldProblem => ({ ...field, values: { max: diskNameLimit } });

/** What the live catalogue says against it: paths are `name` and `disk.…`. */
export const newDiskInputProblems = ({ name, disk }: NewDiskInput, catalogue: CatalogueView): FieldProblem[] => {
  const problems: FieldProblem[] = [];
  const add: AddProblem = (path, rule, values) => problems.push({ path, rule, ...(values && { values }) });
  if (catalogue.takenDiskNames.includes(name)) add("name", "nameTaken");
  newDiskProblems("disk", disk, catalogue, add);
  return problems;
};
