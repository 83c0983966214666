import type { ReactNode } from "react";
import { cx } from "./cx.ts";

type BadgeTone = "plain" | "attention" | "failed" | "accent";

const tones: Record<BadgeTone, string> = {
  plain: "border-line text-ink-2",
  attention: "border-attention/50 bg-attention-soft text-attention",
  failed: "border-failed/50 bg-failed-soft text-failed",
  accent: "border-accent/40 bg-accent-soft text-accent",
};

type BadgeProps = { tone?: BadgeTone; icon?: ReactNode; title?: string; children: ReactNode };

export const Badge = ({ tone = "plain", icon, title, children }: BadgeProps) => (
  <span
    title={title}
    className={cx(
      "inline-flex h-[22px] max-w-full items-center gap-1.5 rounded-full border px-2 font-medium text-xs",
      tones[tone],
    )}
  >
    {icon}
    <span className="truncate">{children}</span>
  </span>
);
