import { useTranslations } from "next-intl";
import { useAmounts } from "#components/ui/use-amounts.ts";
import type { FieldProblem } from "#lib/api/problem.ts";
import { createRules } from "#lib/create/rules.ts";
import { vmNameLimit } from "#lib/resources/names.ts";
import { gibibyte } from "#lib/resources/quantity.ts";

/** A field problem in words; a rule we do not know says only that the value is not accepted. */
export const useRuleWords = () => {
  const t = useTranslations("problems.rules");
  const { bytes, number } = useAmounts();
  const leftWords = ({ left, key }: NonNullable<FieldProblem["values"]>): string =>
    /memory|storage/.test(String(key)) ? bytes(Number(left)) : number(Number(left), 2);
  return ({ rule, values = {} }: FieldProblem): string => {
    if (rule === "quota") return t("quota", { left: leftWords(values) });
    const known = createRules.find((each) => each === rule) ?? "unknownChoice";
    switch (known) {
      case "nameTooLong":
        return t(known, { max: values.max ?? vmNameLimit });
      case "sizeTooSmall":
        return t(known, { min: bytes(Number(values.min ?? gibibyte)) });
      case "typeTooSmall":
        return t(known, { profile: values.profile ?? "" });
      default:
        return t(known);
    }
  };
};
