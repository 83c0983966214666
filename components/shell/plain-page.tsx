import type { ReactNode } from "react";
import { EmptyState } from "#components/feedback/empty-state.tsx";
import { Mark } from "#components/ui/mark.tsx";
import { paths } from "#lib/paths.ts";

type PlainPageProps = { title: ReactNode; children?: ReactNode; action?: ReactNode };

/** A page outside the shell that says one thing and offers one way on. */
export const PlainPage = ({ title, children, action }: PlainPageProps) => (
  <div className="flex min-h-dvh flex-col">
    <header className="flex h-14 items-center border-line border-b px-6">
      {/* A full load: whatever made this page necessary may be in the one that is open. */}
      <a href={paths.home()} className="flex items-center gap-2.5 rounded-control">
        <Mark className="size-[22px]" />
        <span className="font-semibold text-section">Porthole</span>
      </a>
    </header>
    <main className="flex flex-1 flex-col items-center justify-center pb-14">
      <EmptyState heading="h1" title={title} action={action}>
        {children}
      </EmptyState>
    </main>
  </div>
);
