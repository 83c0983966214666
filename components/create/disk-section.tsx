"use client";
import { HardDrive, HardDriveDownload, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { nextPart } from "#lib/create/disks.ts";
import type { VmDiskManifest } from "#lib/create/manifest.ts";
import { ClassWords } from "./class-words.tsx";
import { DiskList } from "./disk-list.tsx";
import { type DiskFrom, emptyDisk } from "./draft-disks.ts";
import { systemOf } from "./draft-parts.ts";
import { FieldError } from "./field-error.tsx";
import { useCreateForm } from "./form-context.ts";
import { Section } from "./section.tsx";

/** Every disk of the machine in boot order: how large, on what, and what that survives. */
export const DiskSection = ({ made }: { made: readonly VmDiskManifest[] }) => {
  const t = useTranslations("create.disk");
  const { draft, change, errorAt } = useCreateForm();
  const list = useRef<HTMLUListElement>(null);
  const [said, setSaid] = useState("");
  const add = (from: DiskFrom) => {
    change((before) => {
      const part = nextPart(before.disks.map((disk) => disk.part));
      const disk = { ...emptyDisk(part, systemOf(before).storageClass), from };
      return { ...before, disks: [...before.disks, disk] };
    });
    setSaid(t("added"));
    // The new row is the last one; whoever adds a disk goes on there.
    requestAnimationFrame(() => list.current?.lastElementChild?.querySelector<HTMLElement>("input, select")?.focus());
  };
  const icon = { "aria-hidden": true, className: "size-4" } as const;
  return (
    <Section topic="disks" title={t("title")} hint={draft.disks.length > 1 ? t("order") : undefined}>
      <div data-field="disks">
        <DiskList ref={list} made={made} onSay={setSaid} />
        <FieldError>{errorAt("disks", "exactly")}</FieldError>
      </div>
      <ClassWords />
      <div className="mt-3 flex flex-wrap items-center gap-2">
        <Button size="small" icon={<Plus {...icon} />} onClick={() => add("empty")} className="border-dashed">
          {t("addData")}
        </Button>
        <Button kind="ghost" size="small" icon={<HardDrive {...icon} />} onClick={() => add("existing")}>
          {t("addExisting")}
        </Button>
        <Button kind="ghost" size="small" icon={<HardDriveDownload {...icon} />} onClick={() => add("url")}>
          {t("addFilled")}
        </Button>
      </div>
      {draft.disks.length === 1 && <p className="mt-2 text-ink-3 text-sm">{t("twoDisks")}</p>}
      <span role="status" className="sr-only">
        {said}
      </span>
    </Section>
  );
};
