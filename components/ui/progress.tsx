import { cx } from "./cx.ts";

type ProgressProps = {
  label: string;
  /** 0–100; null when how far is not known. */
  percent: number | null;
  tone?: "accent" | "working" | "attention" | "failed";
};

const fills = { accent: "bg-accent", working: "bg-working", attention: "bg-attention", failed: "bg-failed" } as const;

export const Progress = ({ label, percent, tone = "accent" }: ProgressProps) => (
  <div
    role="progressbar"
    aria-label={label}
    aria-valuemin={0}
    aria-valuemax={100}
    aria-valuenow={percent === null ? undefined : Math.round(percent)}
    className="h-1.5 overflow-hidden rounded-full bg-pressed"
  >
    <div
      className={cx("h-full rounded-full transition-[width]", fills[tone], percent === null && "w-1/3 animate-pulse")}
      style={percent === null ? undefined : { width: `${Math.max(0, Math.min(100, percent))}%` }}
    />
  </div>
);
