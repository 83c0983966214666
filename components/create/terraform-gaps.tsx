import { useTranslations } from "next-intl";
import type { CreatePlan } from "#lib/create/plan.ts";
import { terraformGaps } from "#lib/create/terraform.ts";

/** Of numbered names the first and the last tell which are meant. */
const shortened = (names: readonly string[]): string =>
  names.length < 5 ? names.join(", ") : [...names.slice(0, 2), "…", names.at(-1)].join(", ");

/** What the Terraform text leaves out, and why: the provider has no words for it. */
export const TerraformGaps = ({ plans }: { plans: readonly CreatePlan[] }) => {
  const t = useTranslations("create.plan");
  const gaps = terraformGaps(...plans);
  if (gaps.length === 0) return null;
  return (
    <ul aria-label={t("terraformGaps")} className="space-y-1 px-4 pt-2 text-attention text-xs">
      {gaps.map(({ names, reason }) => (
        <li key={reason}>{t(`terraformGap.${reason}`, { name: shortened(names), count: names.length })}</li>
      ))}
    </ul>
  );
};
