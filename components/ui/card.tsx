import type { ReactNode } from "react";
import { cx } from "./cx.ts";

type CardProps = { title?: ReactNode; aside?: ReactNode; flush?: boolean; className?: string; children: ReactNode };

/** A surface with a hairline. `flush` leaves the padding to what is inside (rows, tables). */
export const Card = ({ title, aside, flush = false, className, children }: CardProps) => (
  <section className={cx("min-w-0 rounded-card border border-line bg-surface", className)}>
    {title && (
      <header className="flex min-h-11 flex-wrap items-center justify-between gap-x-4 border-line border-b px-4 py-2">
        <h2 className="font-semibold text-sm">{title}</h2>
        {aside && <div className="text-ink-2 text-xs">{aside}</div>}
      </header>
    )}
    <div className={flush ? undefined : "p-4"}>{children}</div>
  </section>
);
