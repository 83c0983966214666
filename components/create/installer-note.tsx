"use client";
import { Disc3 } from "lucide-react";
import { useTranslations } from "next-intl";
import { installs } from "./draft-installer.ts";
import { useCreateForm } from "./form-context.ts";

/** What it means that something is installed by hand: said where it is chosen. */
export const InstallerNote = () => {
  const t = useTranslations("installers");
  const { draft } = useCreateForm();
  return (
    <p role="status" className="mt-3 flex max-w-[76ch] items-start gap-2 text-ink-2 text-sm empty:hidden">
      {installs(draft) && (
        <>
          <Disc3 aria-hidden="true" className="mt-px size-4 shrink-0" />
          <span>{t("says")}</span>
        </>
      )}
    </p>
  );
};
