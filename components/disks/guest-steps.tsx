"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { type GuestDeed, type GuestSystem, guestSteps } from "#lib/edit/guest-steps.ts";

type GuestStepsProps = { deed: GuestDeed; first?: GuestSystem };

/** What is left to do inside the guest, in commands to copy. The platform never touches what is on a disk. */
export const GuestSteps = ({ deed, first = "linux" }: GuestStepsProps) => {
  const t = useTranslations("disks.guest");
  const [system, setSystem] = useState(first);
  return (
    <div>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="max-w-[60ch] text-ink-2 text-sm">{t(`what.${deed}`)}</p>
        <Segmented
          label={t("system")}
          size="small"
          value={system}
          onChange={setSystem}
          options={[
            { value: "linux", label: "Linux" },
            { value: "windows", label: "Windows" },
          ]}
        />
      </div>
      <ol className="mt-3 space-y-3">
        {guestSteps(system, deed).map(({ id, commands }) => (
          <li key={id}>
            <p className="text-sm">{t(`steps.${id}`)}</p>
            <div className="mt-1 flex items-start gap-1 rounded-control border border-line bg-raised py-1 pr-1 pl-3">
              <pre className="min-w-0 flex-1 overflow-x-auto py-1 font-mono text-xs">{commands}</pre>
              <CopyButton text={commands} what={t("copy")} />
            </div>
          </li>
        ))}
      </ol>
    </div>
  );
};
