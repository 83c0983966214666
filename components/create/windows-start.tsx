"use client";
import { useTranslations } from "next-intl";
import { useId } from "react";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { windowsEditions } from "#lib/create/installers.ts";
import type { DraftDisk } from "./draft-disks.ts";
import { editionOf, hasDrivers, isWindowsInstaller } from "./draft-installer.ts";
import { withDrivers, withWindows } from "./draft-start.ts";
import { useCreateForm } from "./form-context.ts";
import { SourceDisk } from "./source-disk.tsx";
import { type SourceProps, SourceUrl } from "./source-url.tsx";

/** Windows from an ISO: which edition, where the ISO is, and the disc with the drivers. */
export const WindowsStart = (props: SourceProps) => {
  const t = useTranslations("installers.windows");
  const { catalogue, quota, draft, change } = useCreateForm();
  const editions = windowsEditions(catalogue.profiles);
  const edition = editions.find(({ profile }) => profile === editionOf(draft));
  return (
    <div className="space-y-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <Segmented
          label={t("edition")}
          options={editions.map(({ profile, year, isOver }) => ({
            value: profile,
            label: isOver ? t("editionOver", { year }) : t("editionName", { year }),
          }))}
          value={edition?.profile ?? ""}
          onChange={(profile) => change((before) => withWindows(before, profile, catalogue, quota))}
          wrap
        />
        {edition?.isOver && <span className="text-attention text-sm">{t("over", { year: edition.year })}</span>}
      </div>
      <Iso {...props} />
      <Drivers />
    </div>
  );
};

type From = "image" | "url" | "existing";

const Iso = ({ disk, path, onChange }: SourceProps) => {
  const t = useTranslations("installers.windows");
  const { catalogue } = useCreateForm();
  const golden = catalogue.images.filter(isWindowsInstaller);
  const ways: From[] = [...(golden.length > 0 ? (["image"] as const) : []), "url", "existing"];
  const change = (from: From): Partial<DraftDisk> => {
    const isOffered = golden.some(({ name }) => name === disk.image);
    return from === "image" && !isOffered ? { from, image: golden[0]?.name ?? "" } : { from };
  };
  return (
    <>
      <Segmented
        label={t("iso")}
        options={ways.map((from) => ({ value: from, label: t(`from.${from}`) }))}
        value={ways.find((way) => way === disk.from) ?? "url"}
        onChange={(from) => onChange(change(from))}
        wrap
      />
      {disk.from === "image" && golden.length > 0 && (
        <Segmented
          label={t("golden")}
          options={golden.map(({ name, version }) => ({ value: name, label: version || name }))}
          value={disk.image}
          onChange={(image) => onChange({ image })}
          size="small"
          wrap
        />
      )}
      {disk.from === "url" && <SourceUrl disk={disk} path={path} onChange={onChange} />}
      {disk.from === "existing" && <SourceDisk disk={disk} path={path} onChange={onChange} isDisc />}
    </>
  );
};

/** Fast devices need drivers that Windows does not bring along. */
const Drivers = () => {
  const t = useTranslations("installers.windows");
  const id = useId();
  const { catalogue, quota, draft, input, change } = useCreateForm();
  const lacks = input.profile.endsWith(".virtio") && !hasDrivers(draft);
  return (
    <div className="max-w-[76ch]">
      {catalogue.windows ? (
        <label htmlFor={id} className="flex items-start gap-2.5">
          <Checkbox
            id={id}
            checked={hasDrivers(draft)}
            onChange={({ target }) => change((before) => withDrivers(before, target.checked, catalogue, quota))}
            className="mt-0.5"
          />
          <span>
            <span className="block font-medium text-sm">{t("drivers")}</span>
            <span className="block text-ink-3 text-xs">
              {t("driversHint", { host: new URL(catalogue.windows.driversUrl).host })}
            </span>
          </span>
        </label>
      ) : (
        <p className="text-ink-2 text-sm">{t("noDrivers")}</p>
      )}
      {lacks && (
        <p role="status" className="mt-2 text-attention text-sm">
          {t("virtioLacks", { profile: input.profile })}
        </p>
      )}
    </div>
  );
};
