"use client";
import { useTranslations } from "next-intl";
import type { PracticeStep } from "#components/create/produced.ts";
import { ChangedLine } from "./changed-line.tsx";

/** What setting up for production changed, and what it could not. */
export const ProductionOutcome = ({ step: { changes, left }, onUndo }: { step: PracticeStep; onUndo: () => void }) => {
  const t = useTranslations("advice.production");
  return (
    <div className="mt-2 space-y-1">
      {changes.length > 0 ? (
        <ChangedLine changes={changes} onUndo={onUndo} />
      ) : (
        <p className="text-sm">{t(left.length > 0 ? "nothingElse" : "already")}</p>
      )}
      {left.map((rule) => (
        <p key={rule} className="text-attention text-sm">
          {t(`left.${rule}`)}
        </p>
      ))}
    </div>
  );
};
