import { useTranslations } from "next-intl";
import { useAmounts } from "#components/ui/use-amounts.ts";
import type { FieldProblem } from "#lib/api/problem.ts";
import { type CreateRule, createRules } from "#lib/create/rules.ts";

/** Rules whose `min` and `max` are bytes. */
const inBytes: ReadonlySet<CreateRule> = new Set([
  "sizeTooSmall",
  "sizeBelowSource",
  "sizeTooLarge",
  "sizeNotLarger",
  "memoryTooSmall",
  "cloudInitTooLarge",
]);

/** A field problem in words; a rule we do not know says only that the value is not accepted. */
export const useRuleWords = () => {
  const t = useTranslations("problems.rules");
  const { bytes, number } = useAmounts();
  return ({ rule, values = {} }: FieldProblem): string => {
    const known = createRules.find((each) => each === rule) ?? "unknownChoice";
    const amount = (key: "min" | "max" | "left", isBytes = inBytes.has(known)): string =>
      isBytes ? bytes(Number(values[key] ?? 0)) : number(Number(values[key] ?? 0), 2);
    const text = (key: string): string => String(values[key] ?? "");
    return t(known, {
      min: amount("min"),
      max: amount("max"),
      left: amount("left", /memory|storage/.test(text("key"))),
      profile: text("profile"),
      cpu: number(Number(values.cpu ?? 0)),
      memory: bytes(Number(values.memory ?? 0)),
      vm: text("vm"),
      gpu: text("gpu"),
      type: text("type"),
      values: text("values"),
      pattern: text("pattern"),
    });
  };
};
