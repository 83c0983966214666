import { cx } from "./cx.ts";

export type ButtonKind = "primary" | "secondary" | "ghost" | "danger";
export type ButtonSize = "normal" | "small";

const kinds: Record<ButtonKind, string> = {
  primary: "bg-accent text-on-accent font-semibold enabled-hover:bg-accent-2",
  secondary: "border border-line-strong bg-surface text-ink enabled-hover:bg-raised",
  ghost: "text-ink-2 enabled-hover:bg-raised enabled-hover:text-ink",
  danger: "border border-line-strong bg-surface text-failed enabled-hover:border-failed enabled-hover:bg-failed-soft",
};

/** How anything that looks like a button looks; shared by buttons, links and menu triggers. */
export const buttonClass = (kind: ButtonKind, size: ButtonSize, extra?: string): string =>
  cx(
    "inline-flex shrink-0 select-none items-center justify-center gap-2 whitespace-nowrap rounded-control text-sm font-medium transition-colors",
    "aria-disabled:opacity-50",
    size === "normal" ? "h-8 px-3" : "h-7 px-2.5",
    "max-md:h-10 max-md:min-w-10",
    kinds[kind],
    extra,
  );
