"use client";
import { ArrowUpToLine } from "lucide-react";
import { useTranslations } from "next-intl";
import { useAmounts } from "#components/ui/use-amounts.ts";
import { windowsEditions } from "#lib/create/installers.ts";
import { waysOf } from "./disk-choice.ts";
import { isProfileKnown } from "./draft.ts";
import type { DraftDisk } from "./draft-disks.ts";
import { startOf } from "./draft-parts.ts";
import { withSource, withStart, withWindows } from "./draft-start.ts";
import { useCreateForm } from "./form-context.ts";
import { ImageTiles } from "./image-tiles.tsx";
import { InstallerNote } from "./installer-note.tsx";
import { IsoTick } from "./iso-tick.tsx";
import { ProfileField } from "./profile-field.tsx";
import { Section } from "./section.tsx";
import { SourceDisk } from "./source-disk.tsx";
import { SourceRegistry } from "./source-registry.tsx";
import { SourceUrl } from "./source-url.tsx";
import { type StartKind, StartKinds } from "./start-kinds.tsx";
import { WindowsStart } from "./windows-start.tsx";

/** What is on the system disk when the machine first starts, or what installs it. */
export const StartFrom = () => {
  const t = useTranslations("create.startFrom");
  const words = useTranslations("installers");
  const { catalogue, quota, draft, change } = useCreateForm();
  const disk = startOf(draft);
  const path = `disks.${draft.disks.indexOf(disk)}`;
  const handleChange = (values: Partial<DraftDisk>) => change((before) => withSource(before, values, catalogue, quota));
  const handleKind = (kind: StartKind) =>
    change((before) =>
      kind === "windows" ? withWindows(before, null, catalogue, quota) : withStart(before, kind, catalogue, quota),
    );
  const shared = { disk, path, onChange: handleChange };
  const kind = draft.isWindows ? "windows" : disk.from;
  const [image = "image", ...others] = waysOf(catalogue);
  const hasWindows = draft.isWindows || windowsEditions(catalogue.profiles).length > 0;
  return (
    <Section topic="images" title={t("title")} hint={kind === "windows" ? words("windows.hint") : t(`hint.${kind}`)}>
      <StartKinds
        kinds={hasWindows ? [image, "windows", ...others] : [image, ...others]}
        value={kind}
        onChange={handleKind}
      />
      <div className="mt-3">
        {kind === "windows" && <WindowsStart {...shared} />}
        {kind === "image" && <ImageTiles path={`${path}.source.name`} />}
        {kind === "url" && (
          <>
            <SourceUrl {...shared} />
            <IsoTick disk={disk} onChange={handleChange} />
          </>
        )}
        {kind === "registry" && <SourceRegistry {...shared} />}
        {(kind === "existing" || kind === "clone") && <SourceDisk {...shared} />}
      </div>
      <InstallerNote />
      <RaisedNote />
      <ProfileField isKnown={draft.isWindows || isProfileKnown(draft.disks, catalogue)} />
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
