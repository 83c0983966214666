"use client";
import { useTranslations } from "next-intl";
import { useDeferredValue } from "react";
import type { HelpAt } from "#components/editor/editor-props.ts";
import { Mono } from "#components/ui/text.tsx";

type KeyLineProps = { id: string; text: string; caret: number; help: HelpAt };

/** What the key is for that the caret is at: the same that the pointer finds by hovering, for whoever has none. */
export const KeyLine = ({ id, text, caret, help }: KeyLineProps) => {
  const t = useTranslations("editor");
  const [late, at] = [useDeferredValue(text), useDeferredValue(caret)];
  const known = help(late, at);
  return (
    <p id={id} className="mt-1.5 min-h-8 text-ink-2 text-xs">
      {known ? (
        <>
          <Mono className="font-medium text-ink">{known.title}</Mono>
          {known.detail && ` (${known.detail})`}: {known.sentences.join(" ")}
        </>
      ) : (
        t("keyHint")
      )}
    </p>
  );
};
