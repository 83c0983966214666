"use client";
import { useTranslations } from "next-intl";
import { useDuration } from "#components/console/boot/use-duration.ts";
import { Card } from "#components/ui/card.tsx";
import { useExactTime } from "#components/ui/relative-time.tsx";
import { Spinner } from "#components/ui/spinner.tsx";
import { useAmounts } from "#components/ui/use-amounts.ts";
import { type LastStart, lastStart, type StartLine } from "#lib/resources/vm/start/steps.ts";
import { useFramedVm } from "../vm-frame.tsx";
import { useLoginSeen } from "./use-login-seen.ts";

/** A step that took no second still shows. */
const leastPercent = 0.8;

/** How the machine came up, step by step, and where a start stands that is under way. */
export const StartCard = () => {
  const t = useTranslations("vm.start");
  const { tenant, vm } = useFramedVm();
  const exact = useExactTime();
  const duration = useDuration();
  const { number } = useAmounts();
  const start = lastStart(vm, useLoginSeen(tenant, vm.name));
  if (!start) return null;
  const [first] = start.lines;
  const { waitsFor, totalMs } = start;
  return (
    <Card
      title={t("title")}
      aside={
        <>
          {first && exact(new Date(first.atMs).toISOString())}
          {totalMs !== null && ` · ${t("ready", { time: duration(totalMs) })}`}
        </>
      }
    >
      <ol className="space-y-2 text-sm">
        {start.lines.map((line) => (
          <Line key={line.step} line={line} start={start} />
        ))}
        {waitsFor && (
          <li className="flex items-center gap-2 text-working">
            <Spinner className="size-3.5" />
            <span className="font-medium">{t(`now.${waitsFor}`)}</span>
            {waitsFor === "disks" && vm.progress !== null && (
              <span className="text-ink-2 tabular-nums">{t("percent", { n: number(vm.progress) })}</span>
            )}
          </li>
        )}
      </ol>
      <p className="mt-3 text-ink-3 text-xs">{t("exact")}</p>
    </Card>
  );
};

const Line = ({ line: { step, atMs, tookMs }, start }: { line: StartLine; start: LastStart }) => {
  const t = useTranslations("vm.start");
  const duration = useDuration();
  const begun = start.lines[0]?.atMs ?? atMs;
  const whole = Math.max(1, (start.lines.at(-1)?.atMs ?? atMs) - begun);
  const took = tookMs ?? 0;
  const percent = Math.max(leastPercent, (took / whole) * 100);
  const from = Math.min(100 - percent, ((atMs - took - begun) / whole) * 100);
  return (
    <li className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)] items-center gap-x-3">
      <span className="min-w-0 break-words">{t(`step.${step}`)}</span>
      <span className="flex items-center gap-3">
        <span aria-hidden="true" className="h-1.5 min-w-0 flex-1 rounded-full bg-pressed">
          <span
            className="block h-full rounded-full bg-accent"
            style={{ marginLeft: `${from}%`, width: `${percent}%` }}
          />
        </span>
        <span className="w-16 shrink-0 text-right text-ink-2 text-xs tabular-nums">
          {tookMs === null ? "" : duration(tookMs)}
        </span>
      </span>
    </li>
  );
};
