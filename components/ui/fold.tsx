"use client";
import { ChevronRight } from "lucide-react";
import { type ReactNode, useState } from "react";
import { cx } from "./cx.ts";

type FoldProps = {
  title: string;
  /** What is set inside, while it is closed. */
  note?: ReactNode;
  /** Something inside is wrong: it cannot hide. */
  hasError?: boolean;
  /** Open from the beginning, e.g. because something is set inside. */
  startsOpen?: boolean;
  /** What is inside is only drawn once it was open: its code comes then. */
  isLate?: boolean;
  className?: string;
  children: ReactNode;
};

/** What most people never need, one click away. */
export const Fold = ({
  title,
  note,
  hasError = false,
  startsOpen = false,
  isLate = false,
  className,
  children,
}: FoldProps) => {
  const [isOpen, setIsOpen] = useState(startsOpen);
  const [wasOpen, setWasOpen] = useState(!isLate);
  if (!wasOpen && (isOpen || hasError || !isLate)) setWasOpen(true);
  return (
    <details
      open={isOpen || hasError}
      onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}
      className={cx("group/fold", className)}
    >
      <summary className="-mx-1 inline-flex max-w-full items-center gap-1.5 rounded-control px-1 py-1 font-medium max-md:py-3 text-ink-2 text-sm hover:text-ink">
        <ChevronRight aria-hidden="true" className="size-4 shrink-0 transition-transform group-open/fold:rotate-90" />
        {title}
        {note && <span className="truncate font-normal text-ink-3 group-open/fold:hidden">{note}</span>}
      </summary>
      <div className="pt-2 pb-1">{wasOpen && children}</div>
    </details>
  );
};
