/** What a button that is only an icon looks like. */
export const iconButtonClass =
  "inline-flex size-7 shrink-0 items-center justify-center rounded-control text-ink-2 transition-colors enabled-hover:bg-pressed enabled-hover:text-ink aria-disabled:opacity-40 max-md:-m-1.5 max-md:size-10";
