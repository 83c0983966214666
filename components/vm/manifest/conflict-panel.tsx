"use client";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Mono } from "#components/ui/text.tsx";
import type { Json } from "#lib/manifest/merge-patch.ts";
import { yamlText } from "#lib/manifest/shown-text.ts";
import type { ManifestView } from "#lib/manifest/view.ts";
import { DiffView } from "./diff-view.tsx";
import type { DraftState } from "./use-draft.ts";

const longest = 400;

type ConflictPanelProps = {
  draft: DraftState;
  theirs: ManifestView;
  /** A save found it out: nothing was written. */
  wasRefused: boolean;
  onKeep: () => void;
  onDrop: () => void;
};

/** What somebody else wrote while this was being edited, beside what is written here; which of them counts is the person's choice. */
export const ConflictPanel = ({ draft, theirs, wasRefused, onKeep, onDrop }: ConflictPanelProps) => {
  const t = useTranslations("manifest.conflict");
  if (theirs.editable === null) return null;
  const both = draft.clashesWith(theirs);
  const shown = (value: Json | undefined) =>
    value === undefined ? t("removed") : yamlText(value).trim().slice(0, longest);
  return (
    <Notice
      tone="attention"
      announce
      title={t("title")}
      action={
        <>
          <Button size="small" kind="primary" onClick={onKeep}>
            {t(both.length > 0 ? "keepMine" : "bringIn")}
          </Button>
          <Button size="small" onClick={onDrop}>
            {t("dropMine")}
          </Button>
        </>
      }
    >
      <p>{t(wasRefused ? "refused" : "noticed")}</p>
      {both.length > 0 && (
        <ul className="mt-2 space-y-1">
          {both.map(({ path, mine, theirs: other }) => (
            <li key={path.join("/")} className="break-words">
              <Mono className="font-medium text-ink">{path.join(".")}</Mono>
              <br />
              {t("mine")} <Mono>{shown(mine)}</Mono>
              <br />
              {t("theirs")} <Mono>{shown(other)}</Mono>
            </li>
          ))}
        </ul>
      )}
      <p className="mt-3 mb-1 font-medium">{t("theirsChanged")}</p>
      <DiffView label={t("theirsChanged")} before={draft.from.editable ?? ""} after={theirs.editable} />
      <p className="mt-3 mb-1 font-medium">{t("mineChanged")}</p>
      <DiffView label={t("mineChanged")} before={draft.before} after={draft.result} />
    </Notice>
  );
};
