import type { ReactNode } from "react";
import { EmptyState } from "#components/feedback/empty-state.tsx";
import { ProblemNotice } from "#components/feedback/problem-notice.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { Problem } from "#lib/api/problem.ts";

type NothingReadProps = {
  /** Why it could not be read; null while it is being read. */
  problem: Problem | null;
  onRetry: () => void;
  words: { reading: string; failed: string; forbidden: { title: string; body: string } };
  /** At the beginning of each line that is still to come. */
  icon?: ReactNode;
};

/** A page's rows are not known: they are being read, or why they could not be. Never an empty list. */
export const NothingRead = ({ problem, onRetry, words, icon }: NothingReadProps) => {
  if (problem?.code === "forbidden")
    return (
      <EmptyState drawing="lens" title={words.forbidden.title}>
        {words.forbidden.body}
      </EmptyState>
    );
  if (problem) return <ProblemNotice problem={problem} title={words.failed} onRetry={onRetry} announce />;
  return (
    <div aria-busy="true">
      <p role="status" className="text-ink-2 text-sm">
        {words.reading}
      </p>
      {["w-3/5", "w-1/2", "w-2/3", "w-2/5"].map((width) => (
        <div key={width} className="flex h-14 items-center gap-3 border-line border-b">
          {icon}
          <Skeleton className={width} />
        </div>
      ))}
    </div>
  );
};
