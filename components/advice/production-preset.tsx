"use client";
import { ShieldCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { useCreateForm } from "#components/create/form-context.ts";
import { type ProductionRule, withProduction } from "#components/create/good-practice.ts";
import { Button } from "#components/ui/button.tsx";
import { ChangedLine } from "./changed-line.tsx";
import { todayOf } from "./today.ts";
import { useSteps } from "./use-steps.ts";

/** One click to what production asks for; what it changed is said and can be taken back. */
export const ProductionPreset = () => {
  const t = useTranslations("advice.production");
  const { catalogue, quota, keys, draft } = useCreateForm();
  const { changes, take, undo } = useSteps();
  const [left, setLeft] = useState<readonly ProductionRule[]>([]);
  const button = useRef<HTMLButtonElement>(null);
  const handleUndo = () => {
    undo();
    setLeft([]);
    button.current?.focus();
  };
  const handleClick = () => {
    const next = withProduction(draft, { catalogue, quota, keys, today: todayOf() });
    setLeft(next.left);
    take(next.draft);
  };
  return (
    <div>
      <div className="flex items-center gap-3">
        <Button
          ref={button}
          size="small"
          icon={<ShieldCheck aria-hidden="true" className="size-4" />}
          onClick={handleClick}
        >
          {t("button")}
        </Button>
        <p className="min-w-0 truncate text-ink-2 text-sm max-md:hidden">{t("says")}</p>
      </div>
      <div role="status" className="empty:hidden">
        {changes && (
          <div className="mt-2 space-y-1">
            {changes.length > 0 ? (
              <ChangedLine changes={changes} onUndo={handleUndo} />
            ) : (
              <p className="text-sm">{t(left.length > 0 ? "nothingElse" : "already")}</p>
            )}
            {left.map((rule) => (
              <p key={rule} className="text-attention text-sm">
                {t(`left.${rule}`)}
              </p>
            ))}
          </div>
        )}
      </div>
    </div>
  );
};
