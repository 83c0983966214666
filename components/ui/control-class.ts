/** What every box that is written in looks like. */
export const controlClass =
  "w-full rounded-control border border-line-strong bg-surface text-ink transition-colors hover:border-ink-3 aria-invalid:border-failed disabled:opacity-50";
