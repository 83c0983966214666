"use client";
import { ClipboardPaste } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useCallback, useEffect, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { laterWorded } from "#components/ui/later-worded.tsx";
import type { PasteChange } from "#lib/create/paste/change.ts";
import type { Pasted, PasteOptions } from "#lib/create/paste/read.ts";
import { carriedTo, forgetCarried, type PastePage } from "./carried.ts";
import { pasteWords } from "./paste-words.ts";
import { type Brought, useBrought } from "./use-brought.ts";

const part = laterWorded(async () => (await import("./paste-part.tsx")).PastePart, pasteWords);

export type Read = Extract<Pasted, { ok: true }>;
/** What was taken into the form, with the other state that one can go back and forth to. */
export type Taken<S> = { other: S; changes: readonly PasteChange[]; isUndone: boolean };

type PasteEntryProps<S> = {
  page: PastePage;
  options: PasteOptions;
  /** What the form holds, and how it is given something else to hold. */
  state: S;
  put: (state: S) => void;
  taken: (read: Read, state: S) => S;
  /** What stands beside the button. */
  children?: ReactNode;
};

/** The way in for manifests: a button, a dropped file, text pasted beside the fields. Reading them is code that comes when it is wanted. */
export const PasteEntry = <S,>({ page, options, state, put, taken, children }: PasteEntryProps<S>) => {
  const t = useTranslations("create");
  const { tenant } = options;
  const [brought, setBrought] = useState<Brought | null>(() => {
    const text = carriedTo(tenant, page);
    return text === null ? null : { text, file: null };
  });
  const [said, setSaid] = useState<Taken<S> | null>(null);
  useEffect(() => forgetCarried(tenant, page), [tenant, page]);
  useBrought(useCallback((one) => setBrought(one), []));
  const handleTake = (read: Read) => {
    put(taken(read, state));
    setSaid({ other: state, changes: read.changes, isUndone: false });
    setBrought(null);
  };
  const handleSwap = () => {
    if (!said) return;
    put(said.other);
    setSaid({ ...said, other: state, isUndone: !said.isUndone });
  };
  return (
    <div className="space-y-4">
      <div className="flex flex-wrap items-start gap-x-3 gap-y-2">
        <Button
          size="small"
          icon={<ClipboardPaste aria-hidden="true" className="size-4" />}
          onPointerEnter={part.soon}
          onFocus={part.soon}
          onClick={() => setBrought({ text: "", file: null })}
        >
          {t("paste")}
        </Button>
        {children}
      </div>
      {(brought || said) && (
        <part.Part
          page={page}
          options={options}
          brought={brought}
          said={said}
          onClose={() => setBrought(null)}
          onTake={handleTake}
          onSwap={handleSwap}
          onDismiss={() => setSaid(null)}
        />
      )}
    </div>
  );
};
