import { type Draft, startDraft } from "#components/create/draft.ts";
import { type DraftDisk, emptyDisk, gibText } from "#components/create/draft-disks.ts";
import type { FieldProblem, Problem } from "#lib/api/problem.ts";
import { type NewDiskInput, newDiskInputProblems, parseNewDisk } from "#lib/create/new-disk.ts";
import { derivedName, freeName } from "#lib/resources/free-name.ts";
import type { CatalogueView } from "#lib/resources/image/view.ts";
import { diskNameLimit } from "#lib/resources/names.ts";
import type { QuotaView } from "#lib/resources/tenant/view.ts";

const part = "data";

/** What the form holds before anybody touched it: an empty disk, or a copy of the one that was asked for. */
export const startNewDisk = (
  catalogue: CatalogueView,
  quota: QuotaView | null,
  copyOf: string | undefined,
): { name: string; disk: DraftDisk; draft: Draft } => {
  const draft = startDraft(catalogue, quota);
  const usual = emptyDisk(part, draft.disks[0]?.storageClass ?? "");
  const original = catalogue.dialect.cloneSource ? catalogue.disks.find(({ name }) => name === copyOf) : undefined;
  const taken = catalogue.takenDiskNames;
  const disk: DraftDisk = original
    ? {
        ...usual,
        ...{ from: "clone", clone: original.name, optical: original.optical },
        ...(original.storageClass && { storageClass: original.storageClass }),
        ...(original.sizeBytes !== null && { sizeBytes: original.sizeBytes, sizeText: gibText(original.sizeBytes) }),
      }
    : usual;
  const name = original
    ? derivedName(original.name, "copy", taken, diskNameLimit)
    : freeName("disk", taken, diskNameLimit);
  return { name, disk, draft: { ...draft, disks: [disk] } };
};

type Refused = { input: NewDiskInput; problem: Problem };

/** Everything wrong with it, one problem a field: our rules first, then what the server said of the same words. */
export const newDiskProblemsOf = (
  input: NewDiskInput,
  catalogue: CatalogueView,
  refused: Refused | null,
): FieldProblem[] => {
  const parsed = parseNewDisk(input);
  const own = [...(parsed.ok ? [] : parsed.fields), ...newDiskInputProblems(input, catalogue)];
  const isSame = refused !== null && JSON.stringify(refused.input) === JSON.stringify(input);
  const byPath = new Map<string, FieldProblem>();
  for (const problem of [...own, ...(isSame ? (refused.problem.fields ?? []) : [])])
    if (!byPath.has(problem.path)) byPath.set(problem.path, problem);
  return [...byPath.values()];
};
