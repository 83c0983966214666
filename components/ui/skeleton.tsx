import { cx } from "./cx.ts";

/** The place of something that is still on its way; the region around it says so in words. */
export const Skeleton = ({ className }: { className?: string }) => (
  <span aria-hidden="true" className={cx("block h-3.5 animate-pulse rounded-tile bg-pressed", className)} />
);
