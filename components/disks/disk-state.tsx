import { useTranslations } from "next-intl";
import { cx } from "#components/ui/cx.ts";
import { Progress } from "#components/ui/progress.tsx";
import { type DotShape, StateDot, stateWordClass, type Tone } from "#components/ui/state-dot.tsx";
import { useAmounts } from "#components/ui/use-amounts.ts";
import type { DiskRow, DiskState as State } from "#lib/resources/disk/view.ts";

const looks: Record<State, { shape: DotShape; tone: Tone }> = {
  ready: { shape: "full", tone: "running" },
  waiting: { shape: "half", tone: "working" },
  unclaimed: { shape: "ring", tone: "off" },
  preparing: { shape: "half", tone: "working" },
  failing: { shape: "diamond", tone: "attention" },
  failed: { shape: "diamond", tone: "failed" },
  missing: { shape: "diamond", tone: "failed" },
  deleting: { shape: "half", tone: "attention" },
  unknown: { shape: "ring", tone: "off" },
};

type DiskStateProps = { disk: Pick<DiskRow, "name" | "state" | "progress">; className?: string };

/** How a disk stands: shape, colour and word; of an import how far it is. */
export const DiskState = ({ disk, className }: DiskStateProps) => {
  const t = useTranslations("disks");
  const { number } = useAmounts();
  const { state, progress } = disk;
  const { shape, tone } = looks[state];
  return (
    <span className={cx("block min-w-0", className)}>
      <span className="inline-flex items-center gap-1.5">
        <StateDot shape={shape} tone={tone} />
        <span className={cx("font-medium", stateWordClass(tone))}>{t(`state.${state}`)}</span>
        {progress !== null && <span className="text-ink-2 text-xs">{t("percent", { n: number(progress) })}</span>}
      </span>
      {state === "preparing" && (
        <span className="mt-1.5 block max-w-40">
          <Progress label={t("preparing", { name: disk.name })} percent={progress} tone="working" />
        </span>
      )}
    </span>
  );
};
