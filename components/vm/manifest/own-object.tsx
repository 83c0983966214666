"use client";
import { Pencil } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { later } from "#components/ui/later.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { client } from "#lib/api/client.ts";
import type { ManifestView } from "#lib/manifest/view.ts";
import { useFramedVm } from "../vm-frame.tsx";
import { keptDraft } from "./kept-text.ts";
import { LateNotice } from "./late-notice.tsx";
import { ObjectBody } from "./object-body.tsx";
import { ObjectTools } from "./object-tools.tsx";
import { useOpened } from "./use-opened.ts";

/** Reading YAML back, comparing and merging is code that few need. */
const Editor = later(async () => (await import("./manifest-editor.tsx")).ManifestEditor);

/** The machine's own object: to be read, and by who may, to be edited. */
export const OwnObject = ({ manifest, ways }: { manifest: ManifestView; ways: ReactNode }) => {
  const t = useTranslations("manifest");
  const words = useTranslations("vm");
  const { tenant, vm, isGone } = useFramedVm();
  const read = () => client.manifest(tenant, vm.name, true);
  const opened = useOpened(manifest, read);
  const { ref, refusal } = manifest;
  /** What is being edited; it stays the same while others change the machine. */
  const [first, setFirst] = useState<ManifestView | null>(() => keptDraft(tenant, vm.name)?.from ?? null);
  const [isSaved, setSaved] = useState(false);
  const handleEdit = () => {
    setSaved(false);
    setFirst(opened.view);
  };
  const end = (saved: boolean) => () => {
    setFirst(null);
    setSaved(saved);
    opened.close();
  };
  const gone = isGone ? words("gonewhile.title", { name: ref.name }) : null;
  const title = `${ref.kind} ${ref.name}`;
  return (
    <div className="space-y-4">
      {refusal && !gone && (
        <Notice
          tone={refusal === "contradictory" || refusal === "deleting" ? "attention" : "info"}
          title={t(`refusal.${refusal}.title`)}
        >
          {t(`refusal.${refusal}.body`)}
        </Notice>
      )}
      {isSaved && (
        <Notice tone="info" announce title={t("saved.title")}>
          {t("saved.body")}
        </Notice>
      )}
      {manifest.late && <LateNotice late={manifest.late} />}
      {first ? (
        <Card title={t("editing", { title })} flush>
          <Editor.Part
            tenant={tenant}
            name={vm.name}
            first={first}
            now={manifest}
            refusal={gone ?? (refusal && t(`refusal.${refusal}.title`))}
            onOpen={() => read().catch(() => null)}
            onSaved={end(true)}
            onStop={end(false)}
          />
        </Card>
      ) : (
        <Card
          title={title}
          aside={
            <span className="flex items-center gap-1">
              <ObjectTools opened={opened} />
              {!refusal && !gone && (
                <Button size="small" icon={<Pencil aria-hidden="true" className="size-3.5" />} onClick={handleEdit}>
                  {t("edit")}
                </Button>
              )}
            </span>
          }
          flush
        >
          {ways}
          <ObjectBody opened={opened} />
        </Card>
      )}
    </div>
  );
};
