"use client";
import { CircleAlert, CircleCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import type { Pasted } from "#lib/create/paste/read.ts";
import { ChangeList } from "./change-list.tsx";

const mostProblems = 10;

/** What a text is read as, or at which line it is not. */
export const PasteResult = ({ read, onMend }: { read: Pasted | null; onMend: (text: string) => void }) => {
  const t = useTranslations("paste");
  return (
    <div role="status" className="mt-4 empty:hidden">
      {read?.ok && (
        <>
          <p className="flex items-start gap-2 font-medium text-ink">
            <CircleCheck aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-running" />
            {read.kind === "machine"
              ? t("reads.machine", { name: read.input.name, disks: read.input.disks.length })
              : t("reads.disk", { name: read.made.name })}
          </p>
          <p className="mt-2 mb-1 text-ink-2 text-sm">
            {read.changes.length === 0 ? t("unchanged") : t("changes", { count: read.changes.length })}
          </p>
          <ChangeList changes={read.changes} />
        </>
      )}
      {read?.ok === false && read.problems.length > 0 && (
        <>
          <p className="flex items-start gap-2 font-medium text-failed">
            <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
            {t("problems")}
          </p>
          <ul className="mt-2 space-y-1 text-sm">
            {read.problems.slice(0, mostProblems).map(({ line, rule, values }, index) => (
              <li key={index} className="flex items-start gap-3">
                <span className="w-16 shrink-0 text-ink-3 tabular-nums">{t("line", { line })}</span>
                <span className="wrap-anywhere min-w-0 text-failed">{t(`problem.${rule}`, values)}</span>
              </li>
            ))}
          </ul>
          <MendLost read={read} onMend={onMend} />
        </>
      )}
    </div>
  );
};

/** Lost indentation is put back only where there is one way to do it, and only when somebody asks. */
const MendLost = ({ read, onMend }: { read: Extract<Pasted, { ok: false }>; onMend: (text: string) => void }) => {
  const t = useTranslations("paste");
  const { mended, problems } = read;
  if (!problems.some(({ rule }) => rule === "indentation")) return null;
  if (mended === null) return <p className="mt-2 text-ink-2 text-sm">{t("cannotMend")}</p>;
  return (
    <Button size="small" className="mt-3" onClick={() => onMend(mended)}>
      {t("mend")}
    </Button>
  );
};
