"use client";
import { defaultInput } from "#lib/create/defaults.ts";
import type { Draft } from "../draft.ts";
import { createDiskOf, draftDisksOf } from "../draft-disks.ts";
import { useCreateForm } from "../form-context.ts";
import { blankDisk } from "./draft-pasted.ts";
import { PasteEntry } from "./paste-entry.tsx";

/** A form for a disk by itself. */
export type DiskState = { name: string; draft: Draft };

/** Manifests into the form for a disk. */
export const PasteDisk = ({ state, put }: { state: DiskState; put: (state: DiskState) => void }) => {
  const { tenant, catalogue, quota } = useCreateForm();
  const diskOf = ({ name, draft }: DiskState) => {
    const [first] = draft.disks;
    const disk = first && createDiskOf(first);
    return disk?.kind === "new" ? { name, disk } : blankDisk(first?.storageClass ?? "", catalogue);
  };
  return (
    <PasteEntry
      page="disk"
      optionsOf={(one) => ({ over: defaultInput(catalogue, quota), overDisk: diskOf(one), catalogue, tenant })}
      state={state}
      put={put}
      taken={(read, before) =>
        read.kind === "disk"
          ? {
              name: read.made.name,
              draft: { ...before.draft, disks: draftDisksOf([read.made.disk], before.draft.disks) },
            }
          : before
      }
    />
  );
};
