"use client";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { isRefusal } from "#lib/create/paste/change.ts";
import { ChangeList } from "./change-list.tsx";
import type { Taken } from "./paste-entry.tsx";

type PasteTakenProps = { said: Taken<unknown>; onAnother: () => void; onSwap: () => void; onDismiss: () => void };

/** What changed on the way into the form, for as long as somebody wants to read it, and the way back. */
export const PasteTaken = ({ said, onAnother, onSwap, onDismiss }: PasteTakenProps) => {
  const t = useTranslations("paste");
  const { changes, isUndone, one } = said;
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // What it gives back is no clean-up, where it gives back anything.
    void box.current?.scrollIntoView({ block: "nearest" });
  }, []);
  return (
    <div ref={box} className="scroll-mt-4">
      <Notice
        tone={!isUndone && changes.some(isRefusal) ? "attention" : "info"}
        title={t(isUndone ? "taken.undone" : "taken.title")}
        announce
        action={
          <>
            {one && !isUndone && (
              <Button size="small" onClick={onAnother}>
                {t("taken.another")}
              </Button>
            )}
            <Button size="small" onClick={onSwap}>
              {t(isUndone ? "taken.redo" : "taken.undo")}
            </Button>
            <Button size="small" kind="ghost" onClick={onDismiss}>
              {t("taken.dismiss")}
            </Button>
          </>
        }
      >
        {one && !isUndone && (
          <p className="mb-2">{t("taken.one", { name: one.machine.name || t("choice.unnamed"), count: one.count })}</p>
        )}
        {!isUndone && (changes.length > 0 ? <ChangeList changes={changes} /> : t("unchanged"))}
      </Notice>
    </div>
  );
};
