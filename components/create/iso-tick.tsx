"use client";
import { useTranslations } from "next-intl";
import { useId } from "react";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { isIsoUrl } from "#lib/create/installers.ts";
import type { DraftDisk } from "./draft-disks.ts";
import { withWindows } from "./draft-start.ts";
import { useCreateForm } from "./form-context.ts";

type IsoTickProps = { disk: DraftDisk; onChange: (change: Partial<DraftDisk>) => void };

/** Whether an address is an installer's: its name decides until the person does. */
export const IsoTick = ({ disk, onChange }: IsoTickProps) => {
  const t = useTranslations("installers");
  const id = useId();
  const { catalogue, quota, draft, input, change } = useCreateForm();
  const looksWindows = draft.guessedFrom !== null && input.profile.startsWith("windows.");
  return (
    <>
      <label htmlFor={id} className="mt-3 flex max-w-2xl items-start gap-2.5">
        <Checkbox
          id={id}
          checked={disk.isInstaller ?? isIsoUrl(disk.url)}
          onChange={({ target }) => onChange({ isInstaller: target.checked })}
          className="mt-0.5"
        />
        <span>
          <span className="block font-medium text-sm">{t("iso.label")}</span>
          <span className="block text-ink-3 text-xs">{t("iso.hint")}</span>
        </span>
      </label>
      {looksWindows && (
        <p className="mt-2 flex flex-wrap items-center gap-2 text-sm text-working">
          {t("looksWindows")}
          <Button size="small" onClick={() => change((before) => withWindows(before, input.profile, catalogue, quota))}>
            {t("takeWindows")}
          </Button>
        </p>
      )}
    </>
  );
};
