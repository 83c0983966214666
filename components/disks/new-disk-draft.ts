import { type Draft, startDraft } from "#components/create/draft.ts";
import { type DraftDisk, emptyDisk, gibText } from "#components/create/draft-disks.ts";
import type { FieldProblem, Problem } from "#lib/api/problem.ts";
import { type NewDiskInput, newDiskInputProblems, parseNewDisk } from "#lib/create/new-disk.ts";
import { derivedName, freeName } from "#lib/resources/free-name.ts";
import type { CatalogueView } from "#lib/resources/image/view.ts";
import { diskNameLimit } from "#lib/resources/names.ts";
import type { QuotaView } from "#lib/resources/tenant/view.ts";

const part = "data";

/** What a form for a disk holds before anybody touched it. */
export type StartDisk = { name: string; disk: DraftDisk; draft: Draft };

/** An empty disk, or a copy of the one that was asked for; named for the machine that gets it, where one does. */
export const startNewDisk = (
  catalogue: CatalogueView,
  quota: QuotaView | null,
  { copyOf, vm }: { copyOf?: string | undefined; vm?: string },
): StartDisk => {
  const draft = startDraft(catalogue, quota);
  const usual = emptyDisk(part, draft.disks[0]?.storageClass ?? "");
  const original = catalogue.dialect.cloneSource ? catalogue.disks.find(({ name }) => name === copyOf) : undefined;
  const disk = original ? copyFrom(usual, original) : usual;
  return { name: nameOf(catalogue.takenDiskNames, original?.name, vm), disk, draft: { ...draft, disks: [disk] } };
};

const nameOf = (taken: readonly string[], original: string | undefined, vm: string | undefined): string => {
  if (original !== undefined) return derivedName(original, "copy", taken, diskNameLimit);
  return vm === undefined ? freeName("disk", taken, diskNameLimit) : derivedName(vm, part, taken, diskNameLimit);
};

const copyFrom = (usual: DraftDisk, { name, optical, storageClass, sizeBytes }: CatalogueView["disks"][number]) => ({
  ...usual,
  ...({ from: "clone", clone: name, optical } as const),
  ...(storageClass && { storageClass }),
  ...(sizeBytes !== null && { sizeBytes, sizeText: gibText(sizeBytes) }),
});

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
