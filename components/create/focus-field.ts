const controls = "input:not([disabled]), select, textarea, button";

/** Brings whoever fills in the form to the first field, from the top, that one of these paths speaks of; says which that is. */
export const focusField = (form: HTMLElement | null, paths: readonly string[]): string | null => {
  const fields = [...(form?.querySelectorAll<HTMLElement>("[data-field]") ?? [])];
  const isMeant = (field: string) => paths.some((path) => path === field || path.startsWith(`${field}.`));
  const meant = fields.filter(({ dataset }) => isMeant(dataset.field ?? ""));
  // Of a list and its entry, the entry: it is what has to be changed.
  const first = meant.find((field) => !meant.some((other) => other !== field && field.contains(other))) ?? meant[0];
  if (!first) return null;
  for (let fold = first.closest("details"); fold; fold = fold.parentElement?.closest("details") ?? null)
    fold.open = true;
  const wrong = first.querySelector<HTMLElement>('[aria-invalid="true"]');
  (wrong ?? first.querySelector<HTMLElement>(controls))?.focus();
  return first.dataset.field ?? null;
};
