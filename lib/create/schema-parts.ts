import * as z from "zod";
import type { CreateRule } from "./rules.ts";

/** The rule that a value of the wrong shape breaks. */
export const breaks = (rule: CreateRule) => ({ error: rule });

export const objectName = z.string(breaks("required")).min(1, breaks("required")).max(253, breaks("nameTooLong"));

/** Text that a function judges; a value of another kind breaks `rule`. */
export const judged = (rule: CreateRule, problemOf: (text: string) => CreateRule | null) =>
  z.string(breaks(rule)).superRefine((text, context) => {
    const message = problemOf(text);
    if (message) context.addIssue({ code: "custom", message });
  });

/** Says at each repeated one that it is there already; `fieldOf`: the field of the item that tells. */
export const addRepeated = (
  names: readonly string[],
  rule: CreateRule,
  context: z.core.$RefinementCtx,
  fieldOf: (index: number) => string[] = () => [],
): void => {
  for (const [index, name] of names.entries()) {
    if (names.indexOf(name) !== index)
      context.addIssue({ code: "custom", message: rule, path: [index, ...fieldOf(index)] });
  }
};
