"use client";
import { ArrowUpToLine } from "lucide-react";
import { useTranslations } from "next-intl";
import { useAmounts } from "#components/ui/use-amounts.ts";
import { waysOf } from "./disk-choice.ts";
import { isProfileKnown } from "./draft.ts";
import type { DraftDisk } from "./draft-disks.ts";
import { systemOf, withClone, withDisk, withStart } from "./draft-start.ts";
import { useCreateForm } from "./form-context.ts";
import { ImageTiles } from "./image-tiles.tsx";
import { ProfileField } from "./profile-field.tsx";
import { Section } from "./section.tsx";
import { SourceDisk } from "./source-disk.tsx";
import { SourceRegistry } from "./source-registry.tsx";
import { SourceUrl } from "./source-url.tsx";
import { StartKinds } from "./start-kinds.tsx";

/** What is on the system disk when the machine first starts. */
export const StartFrom = () => {
  const t = useTranslations("create.startFrom");
  const { catalogue, quota, draft, change } = useCreateForm();
  const disk = systemOf(draft);
  const path = `disks.${draft.disks.indexOf(disk)}`;
  const handleChange = (values: Partial<DraftDisk>) =>
    change((before) =>
      values.clone === undefined
        ? withDisk(before, disk.part, (each) => ({ ...each, ...values }))
        : withClone(before, values.clone, catalogue, quota),
    );
  const shared = { disk, path, onChange: handleChange };
  return (
    <Section topic="images" title={t("title")} hint={t(`hint.${disk.from}`)}>
      <StartKinds
        kinds={waysOf(catalogue)}
        value={disk.from}
        onChange={(kind) => change((before) => withStart(before, kind, catalogue, quota))}
      />
      <div className="mt-3">
        {disk.from === "image" && <ImageTiles path={`${path}.source.name`} />}
        {disk.from === "url" && <SourceUrl {...shared} />}
        {disk.from === "registry" && <SourceRegistry {...shared} />}
        {(disk.from === "existing" || disk.from === "clone") && <SourceDisk {...shared} />}
      </div>
      <RaisedNote />
      <ProfileField isKnown={isProfileKnown(draft.disks, catalogue)} />
    </Section>
  );
};

/** What had to be raised for the choice, in words: nothing changes behind anybody's back. */
const RaisedNote = () => {
  const t = useTranslations("create.startFrom.raised");
  const { bytes } = useAmounts();
  const { raised } = useCreateForm().draft;
  return (
    <p role="status" className="mt-3 flex items-start gap-2 text-sm text-working empty:hidden">
      {raised && (
        <>
          <ArrowUpToLine aria-hidden="true" className="mt-px size-4 shrink-0" />
          <span>
            {[
              raised.type && t("type", { ...raised.type, for: raised.for }),
              raised.disk && t("disk", { from: bytes(raised.disk.from), to: bytes(raised.disk.to), for: raised.for }),
            ]
              .filter(Boolean)
              .join(" ")}
          </span>
        </>
      )}
    </p>
  );
};
