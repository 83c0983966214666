"use client";
import { ShieldCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { undone } from "#components/create/draft-undo.ts";
import { useCreateForm } from "#components/create/form-context.ts";
import type { PracticeStep } from "#components/create/produced.ts";
import { Button } from "#components/ui/button.tsx";
import { laterWorded } from "#components/ui/later-worded.tsx";
import { adviceWords } from "./advice-words.ts";
import { todayOf } from "./today.ts";

const outcome = laterWorded(async () => (await import("./production-outcome.tsx")).ProductionOutcome, adviceWords);
const load = () => import("#components/create/produced.ts");

/** Most people never press it: what it knows comes when somebody is about to. */
const soon = () => {
  outcome.soon();
  load().catch(() => {});
};

/** One click to what production asks for; what it changed is said and can be taken back. */
export const ProductionPreset = () => {
  const t = useTranslations("practice");
  const ui = useTranslations("ui");
  const { catalogue, quota, keys, change } = useCreateForm();
  const [step, setStep] = useState<PracticeStep | "missing" | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const handleClick = () =>
    load().then(
      ({ produced }) =>
        change((draft) => {
          const made = produced(draft, { catalogue, quota, keys, today: todayOf() });
          setStep(made);
          return made.after;
        }),
      () => setStep("missing"),
    );
  const handleUndo = (made: PracticeStep) => {
    change((now) => undone(now, made));
    setStep(null);
    button.current?.focus();
  };
  return (
    <div className="min-w-0 flex-1 basis-60">
      <div className="flex items-center gap-3">
        <Button
          ref={button}
          size="small"
          icon={<ShieldCheck aria-hidden="true" className="size-4" />}
          onPointerEnter={soon}
          onFocus={soon}
          onClick={() => void handleClick()}
        >
          {t("button")}
        </Button>
        <p className="min-w-0 text-ink-2 text-sm max-md:hidden">{t("says")}</p>
      </div>
      <div role="status" className="empty:hidden">
        {step === "missing" && <p className="text-failed text-sm">{ui("partMissing")}</p>}
        {step !== null && step !== "missing" && <outcome.Part step={step} onUndo={() => handleUndo(step)} />}
      </div>
    </div>
  );
};
