"use client";
import type { ReactNode } from "react";
import { systemOf } from "../draft-parts.ts";
import { useCreateForm } from "../form-context.ts";
import { blankDisk, withPasted } from "./draft-pasted.ts";
import { PasteEntry } from "./paste-entry.tsx";

/** Manifests into the form for a machine. */
export const PasteMachine = ({ children }: { children: ReactNode }) => {
  const { tenant, catalogue, keys, draft, input, change } = useCreateForm();
  return (
    <PasteEntry
      page="machine"
      options={{ over: input, overDisk: blankDisk(systemOf(draft).storageClass, catalogue), catalogue, tenant }}
      state={draft}
      put={(next) => change(() => next)}
      taken={(read, before) => withPasted(read, before, keys)}
    >
      {children}
    </PasteEntry>
  );
};
