"use client";
import { type ReactNode, useId } from "react";
import { cx } from "./cx.ts";

type SegmentedProps<T extends string> = {
  label: string;
  options: readonly { value: T; label: ReactNode }[];
  value: T;
  onChange: (value: T) => void;
  size?: "normal" | "small";
  /** Onto more lines where there is no room for one. */
  wrap?: boolean;
};

/** One of a few, all in view. Radio buttons underneath. */
export const Segmented = <T extends string>({
  label,
  options,
  value,
  onChange,
  size = "normal",
  wrap = false,
}: SegmentedProps<T>) => {
  const name = useId();
  return (
    <div
      role="radiogroup"
      aria-label={label}
      className={cx(
        "inline-flex max-w-full gap-0.5 rounded-card border border-line bg-raised p-0.5",
        wrap ? "flex-wrap" : "overflow-x-auto",
      )}
    >
      {options.map((option) => (
        <label
          key={option.value}
          className={cx(
            "flex items-center whitespace-nowrap rounded-control border px-2.5 font-medium text-sm transition-colors",
            "has-focus-visible:outline-2 has-focus-visible:outline-accent",
            size === "normal" ? "h-7" : "h-6",
            "max-md:h-10",
            option.value === value ? "border-line bg-surface text-ink" : "border-transparent text-ink-2 hover:text-ink",
          )}
        >
          <input
            type="radio"
            name={name}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
            className="sr-only"
          />
          {option.label}
        </label>
      ))}
    </div>
  );
};
