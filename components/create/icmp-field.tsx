"use client";
import { useTranslations } from "next-intl";
import { useId } from "react";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { useCreateForm } from "./form-context.ts";

/** Whether the address answers a ping. Untouched it is left to the platform, which lets it through. */
export const IcmpField = () => {
  const t = useTranslations("create.network.icmp");
  const id = useId();
  const { input, change } = useCreateForm();
  return (
    <label htmlFor={id} data-field="icmp" className="mt-3 flex max-w-xl items-start gap-2.5">
      <Checkbox
        id={id}
        checked={input.icmp ?? true}
        onChange={({ target }) =>
          change((before) => ({ ...before, input: { ...before.input, icmp: target.checked ? null : false } }))
        }
        className="mt-0.5"
      />
      <span>
        <span className="block font-medium">{t("label")}</span>
        <span className="block text-ink-2 text-sm">{t("hint")}</span>
      </span>
    </label>
  );
};
