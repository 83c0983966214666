"use client";
import { useTranslations } from "next-intl";

/** The red dot: what the machine says is being kept. */
export const RecordBadge = ({ full }: { full: boolean }) => {
  const t = useTranslations("serial.record");
  return (
    <p
      role="status"
      className="pointer-events-none absolute right-3 bottom-3 flex items-center gap-2 rounded-card border border-line bg-surface px-2 py-1.5 text-xs"
    >
      <span aria-hidden="true" className="size-2 rounded-full bg-failed" />
      {t(full ? "full" : "running")}
    </p>
  );
};
