"use client";
import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { cx } from "#components/ui/cx.ts";
import type { WordedFinding } from "./use-findings.ts";

const most = 12;

const looks = {
  error: { Icon: CircleAlert, ink: "text-failed" },
  warning: { Icon: TriangleAlert, ink: "text-attention" },
  info: { Icon: Info, ink: "text-ink-2" },
} as const;

type FindingListProps = {
  /** Of the sentence that says how many there are. */
  id: string;
  isEmpty: boolean;
  findings: readonly WordedFinding[];
  onGo: (finding: WordedFinding) => void;
  /** Null where nothing can be written. */
  onFix: ((finding: WordedFinding) => void) | null;
};

/** What the text is told about, line by line, with the way there and what a click mends. */
export const FindingList = ({ id, isEmpty, findings, onGo, onFix }: FindingListProps) => {
  const t = useTranslations("editor.findings");
  const fixes = useTranslations("cloud-init.fix");
  const count = (severity: WordedFinding["severity"]) => findings.filter((one) => one.severity === severity).length;
  const counted = (["error", "warning", "info"] as const)
    .map((severity) => [severity, count(severity)] as const)
    .filter(([, n]) => n > 0)
    .map(([severity, n]) => t(severity, { count: n }));
  return (
    <div className="mt-2 text-sm">
      <p id={id} role="status" className="flex items-start gap-1.5 text-ink-2 text-xs empty:hidden">
        {!isEmpty && counted.length === 0 && (
          <>
            <CircleCheck aria-hidden="true" className="size-4 shrink-0 text-running" />
            {t("none")}
          </>
        )}
        {counted.length > 0 && t("summary", { counted: counted.join(", ") })}
      </p>
      {findings.length > 0 && (
        <ul aria-label={t("list")} className="mt-1.5 space-y-1.5">
          {findings.slice(0, most).map((finding, index) => {
            const { Icon, ink } = looks[finding.severity];
            return (
              <li key={index} className="flex items-start gap-2">
                <Icon aria-hidden="true" className={cx("mt-1 size-4 shrink-0", ink)} />
                <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-2 gap-y-1">
                  <p className="wrap-anywhere min-w-0 py-0.5">
                    <button
                      type="button"
                      onClick={() => onGo(finding)}
                      className="font-medium text-accent underline underline-offset-2"
                    >
                      {t("line", { line: finding.line })}
                    </button>{" "}
                    {finding.message}
                  </p>
                  {finding.fix && onFix && (
                    <Button size="small" onClick={() => onFix(finding)}>
                      {fixes(finding.fix.id)}
                    </Button>
                  )}
                </div>
              </li>
            );
          })}
        </ul>
      )}
      {findings.length > most && (
        <p className="mt-1.5 text-ink-2 text-xs">{t("more", { count: findings.length - most })}</p>
      )}
    </div>
  );
};
