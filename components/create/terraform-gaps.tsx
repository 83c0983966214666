import { useTranslations } from "next-intl";
import type { CreatePlan } from "#lib/create/plan.ts";
import { terraformGaps } from "#lib/create/terraform.ts";

/** What the Terraform text leaves out, and why: the provider has no words for it. */
export const TerraformGaps = ({ plan }: { plan: CreatePlan }) => {
  const t = useTranslations("create.plan");
  const gaps = terraformGaps(plan);
  if (gaps.length === 0) return null;
  return (
    <ul aria-label={t("terraformGaps")} className="space-y-1 px-4 pt-2 text-attention text-xs">
      {gaps.map(({ name, reason }) => (
        <li key={name}>{t(`terraformGap.${reason}`, { name })}</li>
      ))}
    </ul>
  );
};
