import { cx } from "./cx.ts";

/** Porthole's mark: a circle with a horizon line. The name stands beside it. */
export const Mark = ({ className }: { className?: string }) => (
  <svg
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    strokeWidth="2"
    strokeLinecap="round"
    aria-hidden="true"
    className={cx("size-6 shrink-0 text-accent", className)}
  >
    <circle cx="12" cy="12" r="9.5" />
    <path d="M3 12.7c2-1.9 4-1.9 6 0s4 1.9 6 0 4-1.9 6 0" />
  </svg>
);
