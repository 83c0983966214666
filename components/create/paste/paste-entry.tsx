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
import type { ChosenMachine } from "./use-reading.ts";

const part = laterWorded(async () => (await import("./paste-part.tsx")).PastePart, pasteWords);

export type Read = Extract<Pasted, { ok: true }>;
/** One of several machines of a text, which is kept in memory as somebody may want another. */
export type OneTaken = { text: string; machine: ChosenMachine; count: number };
/** What was taken into the form, with the other state that one can go back and forth to. */
export type Taken<S> = {
  other: S;
  changes: readonly PasteChange[];
  isUndone: boolean;
  /** With what the form held before any of them came: another takes this one's place, and nothing of it stays. */
  one: (OneTaken & { ground: S }) | null;
};

/** `ground`: what it is laid over; null for what the form holds now. */
type Opened<S> = Brought & { ground: S | null };

type PasteEntryProps<S> = {
  page: PastePage;
  optionsOf: (state: S) => PasteOptions;
  /** What the form holds, and how it is given something else to hold. */
  state: S;
  put: (state: S) => void;
  taken: (read: Read, state: S) => S;
  /** What stands beside the button. */
  children?: ReactNode;
};

/** The way in for manifests: a button, a dropped file, text pasted beside the fields. Reading them is code that comes when it is wanted. */
export const PasteEntry = <S,>({ page, optionsOf, state, put, taken, children }: PasteEntryProps<S>) => {
  const t = useTranslations("create");
  const { tenant } = optionsOf(state);
  const [opened, setOpened] = useState<Opened<S> | null>(() => {
    const carried = carriedTo(tenant, page);
    return carried && { ...carried, files: [], ground: null };
  });
  const [said, setSaid] = useState<Taken<S> | null>(null);
  useEffect(() => forgetCarried(tenant, page), [tenant, page]);
  useBrought(useCallback((brought) => setOpened({ ...brought, ground: null }), []));
  const handleTake = (read: Read, one: OneTaken | null, text: string) => {
    // Another text is laid over what the form holds now, as any that is pasted.
    const ground = text === opened?.text && opened.ground !== null ? opened.ground : state;
    put(taken(read, ground));
    setSaid({ other: state, changes: read.changes, isUndone: false, one: one && { ...one, ground } });
    setOpened(null);
  };
  const handleAnother = () => said?.one && setOpened({ ...said.one, files: [] });
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
          onClick={() => setOpened({ text: "", files: [], machine: null, ground: null })}
        >
          {t("paste")}
        </Button>
        {children}
      </div>
      {(opened || said) && (
        <part.Part
          page={page}
          options={optionsOf(opened?.ground ?? state)}
          optionsNow={optionsOf(state)}
          brought={opened}
          said={said}
          onClose={() => setOpened(null)}
          onTake={handleTake}
          onAnother={handleAnother}
          onSwap={handleSwap}
          onDismiss={() => setSaid(null)}
        />
      )}
    </div>
  );
};
