"use client";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Card } from "#components/ui/card.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { client } from "#lib/api/client.ts";
import type { ManifestView } from "#lib/manifest/view.ts";
import { useFramedVm } from "../vm-frame.tsx";
import { ObjectBody } from "./object-body.tsx";
import { ObjectTools } from "./object-tools.tsx";
import { useOpened } from "./use-opened.ts";

/** The machine's own object, to be read. */
export const OwnObject = ({ manifest, ways }: { manifest: ManifestView; ways: ReactNode }) => {
  const t = useTranslations("manifest");
  const { tenant, vm } = useFramedVm();
  const opened = useOpened(manifest, () => client.manifest(tenant, vm.name, true));
  const { ref, refusal } = manifest;
  return (
    <div className="space-y-4">
      {refusal && (
        <Notice
          tone={refusal === "contradictory" || refusal === "deleting" ? "attention" : "info"}
          title={t(`refusal.${refusal}.title`)}
        >
          {t(`refusal.${refusal}.body`)}
        </Notice>
      )}
      <Card title={`${ref.kind} ${ref.name}`} aside={<ObjectTools opened={opened} />} flush>
        {ways}
        <ObjectBody opened={opened} />
      </Card>
    </div>
  );
};
