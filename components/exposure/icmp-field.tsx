"use client";
import { useTranslations } from "next-intl";
import { useId } from "react";
import { Checkbox } from "#components/ui/checkbox.tsx";

type IcmpFieldProps = { checked: boolean; onChange: (isAllowed: boolean) => void };

/** Whether the address answers a ping. */
export const IcmpField = ({ checked, onChange }: IcmpFieldProps) => {
  const t = useTranslations("create.network.icmp");
  const id = useId();
  return (
    <label htmlFor={id} data-field="icmp" className="mt-3 flex max-w-xl items-start gap-2.5">
      <Checkbox id={id} checked={checked} onChange={({ target }) => onChange(target.checked)} className="mt-0.5" />
      <span>
        <span className="block font-medium">{t("label")}</span>
        <span className="block text-ink-2 text-sm">{t("hint")}</span>
      </span>
    </label>
  );
};
