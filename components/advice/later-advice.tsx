"use client";
import { useTranslations } from "next-intl";
import { useRef } from "react";
import { Card } from "#components/ui/card.tsx";
import { laterWorded } from "#components/ui/later-worded.tsx";
import { adviceWords } from "./advice-words.ts";
import { useInView } from "./use-in-view.ts";

const ofCreate = laterWorded(async () => (await import("./create-advice.tsx")).CreateAdvice, adviceWords);
const ofMachine = laterWorded(async () => (await import("./vm-advice.tsx")).VmAdvice, adviceWords);

/** At the end of a long page: its heading is there, what it knows comes to who gets as far. */
export const LaterCreateAdvice = () => {
  const t = useTranslations("practice");
  const place = useRef<HTMLDivElement>(null);
  const isSeen = useInView(place);
  return (
    <div ref={place} className="min-h-11">
      {isSeen ? <ofCreate.Part /> : <Card title={t("title")}>{null}</Card>}
    </div>
  );
};

export const LaterVmAdvice = () => <ofMachine.Part />;
