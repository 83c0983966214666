"use client";
import type { ReactNode } from "react";
import { inputOf } from "../draft.ts";
import { systemOf } from "../draft-parts.ts";
import { useCreateForm } from "../form-context.ts";
import { blankDisk, withPasted } from "./draft-pasted.ts";
import { PasteEntry } from "./paste-entry.tsx";

/** Manifests into the form for a machine. */
export const PasteMachine = ({ children }: { children: ReactNode }) => {
  const { tenant, catalogue, keys, draft, change } = useCreateForm();
  return (
    <PasteEntry
      page="machine"
      optionsOf={(one) => ({
        over: inputOf(one, keys),
        overDisk: blankDisk(systemOf(one).storageClass, catalogue),
        catalogue,
        tenant,
      })}
      state={draft}
      put={(next) => change(() => next)}
      taken={(read, before) => withPasted(read, before, keys)}
    >
      {children}
    </PasteEntry>
  );
};
