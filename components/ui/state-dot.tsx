import type { ReactNode } from "react";
import { cx } from "./cx.ts";

export type DotShape = "full" | "half" | "ring" | "diamond";
export type Tone = "running" | "working" | "attention" | "failed" | "off";

const colours: Record<Tone, string> = {
  running: "text-running",
  working: "text-working",
  attention: "text-attention",
  failed: "text-failed",
  off: "text-off",
};

const shapes: Record<DotShape, ReactNode> = {
  full: (
    <>
      <circle cx="7" cy="7" r="6.5" fill="currentColor" opacity="0.2" />
      <circle cx="7" cy="7" r="4.25" fill="currentColor" />
    </>
  ),
  half: (
    <>
      <circle cx="7" cy="7" r="3.75" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <path d="M7 3.25a3.75 3.75 0 0 1 0 7.5z" fill="currentColor" />
    </>
  ),
  ring: <circle cx="7" cy="7" r="3.5" fill="none" stroke="currentColor" strokeWidth="1.75" />,
  diamond: <rect x="3.6" y="3.6" width="6.8" height="6.8" rx="1" transform="rotate(45 7 7)" fill="currentColor" />,
};

/** State as a shape and a colour; the word stands beside it, so this is hidden from the accessibility tree. */
export const StateDot = ({ shape, tone, className }: { shape: DotShape; tone: Tone; className?: string }) => (
  <svg viewBox="0 0 14 14" aria-hidden="true" className={cx("size-3.5 shrink-0", colours[tone], className)}>
    {shapes[shape]}
  </svg>
);

/** Colour of a state's word: only what wants a look is coloured. */
export const stateWordClass = (tone: Tone): string =>
  tone === "running" || tone === "off" ? "text-ink-2" : colours[tone];
