"use client";
import { Check, CircleDashed, CircleHelp, Minus } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Card } from "#components/ui/card.tsx";
import { cx } from "#components/ui/cx.ts";
import { Fold } from "#components/ui/fold.tsx";
import { type Advice, type AdviceState, tallyOf } from "#lib/advice/advice.ts";
import { useAdviceWords } from "./use-advice-words.ts";

type AdviceCardProps = {
  advice: readonly Advice[];
  /** What can be done about an open line at once; null where nothing can. */
  fixOf: (advice: Advice) => ReactNode;
  /** Why nothing is offered to be done, where nothing is. */
  reason?: string | null;
  /** What was done last. */
  children?: ReactNode;
};

/** Good practice, line by line: what is open first; a single line where all is well. Advice, not an alarm. */
export const AdviceCard = ({ advice, fixOf, reason = null, children }: AdviceCardProps) => {
  const t = useTranslations("advice");
  const { done, open } = tallyOf(advice);
  const shown = advice.filter(({ state }) => state === "open");
  const others = advice.filter(({ state }) => state !== "open");
  return (
    <Card title={t("title")} aside={t("tally", { done, all: done + open })}>
      {shown.length > 0 && (
        <ul aria-label={t("open")} className="space-y-3">
          {shown.map((each) => (
            <Line key={each.rule} advice={each} fix={fixOf(each)} />
          ))}
        </ul>
      )}
      {reason && shown.length > 0 && <p className="mt-3 text-ink-2 text-sm">{reason}</p>}
      <div role="status" className="empty:hidden">
        {children}
      </div>
      <Fold
        title={t(shown.length === 0 ? "well" : "others", { count: others.length })}
        className={shown.length > 0 ? "mt-3" : undefined}
      >
        <ul aria-label={t("othersLabel")} className="space-y-3">
          {others.map((each) => (
            <Line key={each.rule} advice={each} fix={null} />
          ))}
        </ul>
      </Fold>
    </Card>
  );
};

const looks: Record<AdviceState, { Icon: typeof Check; color: string }> = {
  done: { Icon: Check, color: "text-running" },
  open: { Icon: CircleDashed, color: "text-attention" },
  unknown: { Icon: CircleHelp, color: "text-ink-3" },
  aside: { Icon: Minus, color: "text-ink-3" },
};

const Line = ({ advice, fix }: { advice: Advice; fix: ReactNode }) => {
  const t = useTranslations("advice");
  const { title, sentence } = useAdviceWords()(advice);
  const { Icon, color } = looks[advice.state];
  return (
    <li className="flex flex-wrap items-start gap-x-3 gap-y-2">
      <span className="flex min-w-0 items-start gap-2 max-md:w-full md:flex-1">
        <Icon aria-hidden="true" className={cx("mt-0.5 size-4 shrink-0", color)} />
        <span className="min-w-0 text-sm">
          <span className="sr-only">{t(`state.${advice.state}`)} </span>
          <span className="font-medium">{title}</span>{" "}
          <span className="block max-w-[68ch] break-words text-ink-2">{sentence}</span>
        </span>
      </span>
      {fix}
    </li>
  );
};
