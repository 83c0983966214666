import { useState } from "react";
import { inputOf } from "#components/create/draft.ts";
import { createDiskOf, type DraftDisk } from "#components/create/draft-disks.ts";
import { withDisk } from "#components/create/draft-start.ts";
import { problemAt } from "#components/create/field-problems.ts";
import type { CreateForm } from "#components/create/form-context.ts";
import { useRuleWords } from "#components/create/use-rule-words.ts";
import type { Problem } from "#lib/api/problem.ts";
import type { NewDiskInput } from "#lib/create/new-disk.ts";
import { storageEffects, storageProblems } from "#lib/resources/disk/quota.ts";
import type { CatalogueView } from "#lib/resources/image/view.ts";
import type { QuotaView } from "#lib/resources/tenant/view.ts";
import { newDiskProblemsOf, type StartDisk } from "./new-disk-draft.ts";

type Options = {
  tenant: string;
  catalogue: CatalogueView;
  quota: QuotaView | null;
  start: StartDisk;
  refused: { input: NewDiskInput; problem: Problem } | null;
};

/** A disk as it is being chosen: what would be sent, and what is wrong with it. */
export const useNewDisk = ({ tenant, catalogue, quota, start, refused }: Options) => {
  const words = useRuleWords();
  const [name, setName] = useState(start.name);
  const [draft, setDraft] = useState(start.draft);
  const [wasTried, setWasTried] = useState(false);
  const disk = draft.disks[0] ?? start.disk;
  const sent = createDiskOf(disk);
  // The form offers every way but the one that makes nothing.
  if (sent.kind !== "new") throw new Error("This form makes disks");
  const input: NewDiskInput = { name, disk: sent };
  const effects = storageEffects({ storageClass: disk.storageClass, bytes: disk.sizeBytes, claims: 1 }, quota);
  const problems = newDiskProblemsOf(input, catalogue, refused);
  const shown = [
    ...problems.filter(({ rule }) => wasTried || (rule !== "required" && rule !== "nameRequired")),
    ...storageProblems(effects, "disk.sizeBytes"),
  ];
  const errorAt = (path: string, exactly?: "exactly"): string | null => {
    const problem = exactly ? shown.find((each) => each.path === path) : problemAt(shown, path);
    return problem ? words(problem) : null;
  };
  const form: CreateForm = {
    ...{ tenant, catalogue, quota, draft, wasTried, errorAt },
    keys: [],
    input: inputOf(draft, []),
    change: setDraft,
  };
  return {
    ...{ name, setName, disk, input, problems, effects, wasTried, form },
    change: (values: Partial<DraftDisk>) =>
      setDraft((before) => withDisk(before, disk.part, (each) => ({ ...each, ...values }))),
    state: { name, draft },
    put: (state: Pick<StartDisk, "name" | "draft">) => {
      setName(state.name);
      setDraft(state.draft);
    },
    /** Says from now on what is only missing; gives the paths of what is wrong. */
    attempt: (): string[] => {
      setWasTried(true);
      return problems.map(({ path }) => path);
    },
  };
};

export type NewDisk = ReturnType<typeof useNewDisk>;
