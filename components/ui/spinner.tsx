import { cx } from "./cx.ts";

/** Something is under way; the words beside it say what. */
export const Spinner = ({ className }: { className?: string }) => (
  <span
    aria-hidden="true"
    className={cx(
      "inline-block size-4 shrink-0 animate-spin rounded-full border-2 border-current border-r-transparent",
      className,
    )}
  />
);
