"use client";
import type { PasteOptions } from "#lib/create/paste/read.ts";
import type { PastePage } from "./carried.ts";
import { PasteDialog } from "./paste-dialog.tsx";
import type { OneTaken, Read, Taken } from "./paste-entry.tsx";
import { PasteTaken } from "./paste-taken.tsx";
import type { Brought } from "./use-brought.ts";

type PastePartProps = {
  page: PastePage;
  options: PasteOptions;
  /** For another text than the one that was brought. */
  optionsNow: PasteOptions;
  brought: Brought | null;
  said: Taken<unknown> | null;
  onClose: () => void;
  onTake: (read: Read, one: OneTaken | null, text: string) => void;
  onAnother: () => void;
  onSwap: () => void;
  onDismiss: () => void;
};

/** What a pasted text becomes, before and after it is taken. */
export const PastePart = ({
  page,
  options,
  optionsNow,
  brought,
  said,
  onClose,
  onTake,
  onAnother,
  onSwap,
  onDismiss,
}: PastePartProps) => (
  <>
    {brought && <PasteDialog {...{ page, options, optionsNow, brought, onClose, onTake }} />}
    {said && <PasteTaken said={said} onAnother={onAnother} onSwap={onSwap} onDismiss={onDismiss} />}
  </>
);
