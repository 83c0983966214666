import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { IconButton } from "#components/ui/icon-button.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { useAmounts } from "#components/ui/use-amounts.ts";
import { useStateWord } from "#components/vms/vm-state.tsx";
import type { ConsoleKind } from "#lib/api/requests.ts";
import type { KeptBoot } from "#lib/console/boot/kept.ts";
import { platformPhaseOf } from "#lib/console/boot/platform-phase.ts";
import { stepsOf, totalMs } from "#lib/console/boot/steps.ts";
import { type Boot, isOver } from "#lib/console/boot/timeline.ts";
import type { VmRow } from "#lib/resources/vm/view.ts";
import { FailureLine, StepLine } from "./step-line.tsx";
import { useDuration } from "./use-duration.ts";

type TimelinePanelProps = {
  boot: Boot | null;
  earlier: readonly KeptBoot[];
  row: VmRow | null;
  kind: ConsoleKind;
  onClose: () => void;
};

/** A boot step by step, beside the console where there is room, below it where there is not. */
export const TimelinePanel = ({ boot, earlier, row, kind, onClose }: TimelinePanelProps) => {
  const t = useTranslations("boot");
  const steps = boot ? stepsOf(boot, earlier) : [];
  const last = steps.at(-1);
  return (
    <aside
      aria-label={t("open")}
      className="w-72 shrink-0 overflow-y-auto border-line border-l bg-surface p-4 text-sm max-lg:max-h-60 max-lg:w-full max-lg:border-t"
    >
      <header className="flex items-center justify-between gap-2">
        <h2 className="font-semibold text-section">{t("open")}</h2>
        <IconButton label={t("close")} icon={<X aria-hidden="true" className="size-4" />} onClick={onClose} />
      </header>
      <p role="status" className="sr-only">
        {boot?.failure ? t(`failure.${boot.failure.failure}.title`) : last && t(`stage.${last.stage}`)}
      </p>
      {!boot && <p className="mt-2 text-ink-2">{t("none")}</p>}
      {boot?.begun === "middle" && <p className="mt-2 text-ink-3 text-xs">{t("middle")}</p>}
      {boot && (
        <ol className="mt-3 space-y-3">
          {steps.map((step) => (
            <StepLine key={step.stage} step={step} percent={step.stage === "disk" ? (row?.progress ?? null) : null} />
          ))}
          {boot.failure && <FailureLine failure={boot.failure.failure} />}
        </ol>
      )}
      {boot && <Notes {...{ boot, row, kind }} />}
      {earlier.length > 0 && <Earlier boots={earlier} />}
    </aside>
  );
};

const Notes = ({ boot, row, kind }: { boot: Boot; row: VmRow | null; kind: ConsoleKind }) => {
  const t = useTranslations("boot");
  const { number } = useAmounts();
  const duration = useDuration();
  const word = useStateWord();
  const total = totalMs(boot);
  return (
    <div className="mt-3 space-y-1 text-ink-2 text-xs empty:hidden">
      {boot.begun !== "middle" && total !== null && total > 0 && <p>{t("total", { time: duration(total) })}</p>}
      {boot.upSeconds !== null && <p>{t("up", { seconds: number(boot.upSeconds, 1) })}</p>}
      {boot.failedUnits > 0 && <p className="text-attention">{t("failedUnits", { count: boot.failedUnits })}</p>}
      {!isOver(boot) && row && platformPhaseOf(row) === "waits" && (
        <p className="text-attention">{t("waits", { status: word(row) })}</p>
      )}
      {boot.endedAtMs !== null && <p>{t("ended")}</p>}
      {!isOver(boot) && kind === "vnc" && <p className="text-ink-3">{t("onScreen")}</p>}
    </div>
  );
};

const Earlier = ({ boots }: { boots: readonly KeptBoot[] }) => {
  const t = useTranslations("boot");
  const duration = useDuration();
  return (
    <section className="mt-4 border-line border-t pt-3 text-xs">
      <h3 className="font-medium">{t("earlier")}</h3>
      <ul className="mt-1.5 space-y-1 text-ink-2">
        {boots.map((boot) => {
          const [first] = boot.marks;
          const total = totalMs(boot);
          return first && total !== null ? (
            <li key={first.atMs} className="flex justify-between gap-2">
              <span>
                <RelativeTime iso={new Date(first.atMs).toISOString()} /> · {t(`begun.${boot.begun}`)}
              </span>
              <span className="tabular-nums">{duration(total)}</span>
            </li>
          ) : null;
        })}
      </ul>
      <p className="mt-1.5 text-ink-3">{t("keptHere")}</p>
    </section>
  );
};
