import type { ReactNode } from "react";
import { cx } from "./cx.ts";

/** Names, types and addresses that go into a shell. */
export const Mono = ({ className, children }: { className?: string; children: ReactNode }) => (
  <span className={cx("font-mono text-[0.93em]", className)}>{children}</span>
);

/** A key of the keyboard. */
export const Kbd = ({ children }: { children: ReactNode }) => (
  <kbd className="inline-flex h-5 min-w-5 items-center justify-center rounded-tile border border-line bg-raised px-1 font-sans text-ink-3 text-xs">
    {children}
  </kbd>
);
