import { useTranslations } from "next-intl";
import { cx } from "#components/ui/cx.ts";
import { type DotShape, StateDot, stateWordClass, type Tone } from "#components/ui/state-dot.tsx";
import { importFailing, type VmRow, type VmState } from "#lib/resources/vm/view.ts";

type StateFacts = Pick<VmRow, "state" | "status" | "progress" | "inferred" | "deleting">;

const looks: Record<VmState, { shape: DotShape; tone: Tone }> = {
  running: { shape: "full", tone: "running" },
  starting: { shape: "half", tone: "working" },
  stopping: { shape: "half", tone: "working" },
  stopped: { shape: "ring", tone: "off" },
  paused: { shape: "ring", tone: "off" },
  migrating: { shape: "half", tone: "working" },
  provisioning: { shape: "half", tone: "working" },
  attention: { shape: "diamond", tone: "failed" },
  unknown: { shape: "ring", tone: "attention" },
};

const statusesWithWords = [
  "CrashLoopBackOff",
  "ErrorUnschedulable",
  "ErrImagePull",
  "ImagePullBackOff",
  "ErrorPvcNotFound",
  "DataVolumeError",
  importFailing,
] as const;

const lookOf = ({ state, status, deleting }: StateFacts): { shape: DotShape; tone: Tone } => {
  if (deleting) return looks.stopping;
  // Waits for room: nothing is broken, so it is said in a milder colour than what failed.
  if (state === "attention" && status === "ErrorUnschedulable") return { shape: "diamond", tone: "attention" };
  return looks[state];
};

/** The dot alone: its word must stand beside it. */
export const VmStateDot = ({ vm, className }: { vm: StateFacts; className?: string }) => (
  <StateDot {...lookOf(vm)} className={className} />
);

/** A machine's state in a word: our own where we have one, the platform's where it says something we do not know. */
export const useStateWord = () => {
  const t = useTranslations("states");
  return ({ state, status, progress, deleting }: StateFacts): string => {
    if (deleting) return t("deleting");
    if (state === "provisioning" && progress !== null) return t("importing", { percent: Math.round(progress) });
    const known = statusesWithWords.find((one) => one === status);
    if (state === "attention" && known) return t(`status.${known}`);
    if (state === "unknown" && status && status !== "Unknown") return status.slice(0, 80);
    return t(`word.${state}`);
  };
};

/** Word and, where the state was concluded and not read, the mark that says so. */
export const VmStateWord = ({ vm, className }: { vm: StateFacts; className?: string }) => {
  const t = useTranslations("states");
  const word = useStateWord();
  return (
    <span className={cx("flex min-w-0 flex-wrap items-baseline gap-x-1.5", className)}>
      <span className={cx("truncate", stateWordClass(lookOf(vm).tone))}>{word(vm)}</span>
      {vm.inferred && (
        <span data-tip={t("inferredWhy")} className="truncate text-ink-3 text-xs">
          {t("inferred")}
        </span>
      )}
    </span>
  );
};
