import type { ReactNode } from "react";
import { Spinner } from "#components/ui/spinner.tsx";

type PanelProps = {
  title: string;
  body: ReactNode;
  busy?: boolean;
  /** Read out as it appears: what it says has just happened to somebody who was at work. */
  announce?: boolean;
  children?: ReactNode;
};

/** A card in the middle of a console, in place of its guest. */
export const Panel = ({ title, body, busy = false, announce = false, children }: PanelProps) => (
  <div className="absolute inset-0 flex items-center justify-center overflow-y-auto p-4">
    <section
      role={announce ? "alert" : undefined}
      className="w-full max-w-md rounded-card border border-line bg-surface p-5 text-ink"
    >
      <h2 className="flex items-center gap-2.5 font-semibold text-section">
        {busy && <Spinner />}
        {title}
      </h2>
      {body && <div className="mt-1.5 text-ink-2 text-sm">{body}</div>}
      {children && <div className="mt-4 flex flex-wrap gap-2">{children}</div>}
    </section>
  </div>
);
