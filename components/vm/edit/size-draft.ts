import { type Draft, draftOf, inputOf, startDraft } from "#components/create/draft.ts";
import { withType } from "#components/create/draft-size.ts";
import type { VmSettings } from "#lib/edit/settings.ts";
import { chosenSize } from "#lib/edit/size.ts";
import type { CatalogueView } from "#lib/resources/image/view.ts";

/** What the create page's fields of a size work on, filled with a machine's own: nothing else of it is chosen here. */
export const sizeDraft = (catalogue: CatalogueView, settings: VmSettings, wanted: string | null = null): Draft => {
  const blank = startDraft(catalogue, null);
  const input = inputOf(blank, []);
  const own = { ...input, disks: [], gpus: [], profile: settings.profile, start: true };
  const draft = draftOf({ ...own, size: chosenSize(settings.size) ?? input.size }, blank, []);
  return wanted === null ? draft : withType(draft, wanted);
};
