"use client";
import { Check } from "lucide-react";
import { type ReactNode, useId } from "react";
import { cx } from "./cx.ts";

export type RadioCard<T extends string> = {
  value: T;
  label: ReactNode;
  detail?: ReactNode;
  icon?: ReactNode;
  aside?: ReactNode;
  /** Why it cannot be chosen; shown in the detail's place. */
  disabledReason?: string | null;
};

type RadioCardsProps<T extends string> = {
  legend: string;
  options: readonly RadioCard<T>[];
  value: T | null;
  onChange: (value: T) => void;
  /** Where icon and label stand in a card that is taller than its words. */
  align?: "center" | "start";
  /** Grid columns, e.g. `sm:grid-cols-4`. */
  className?: string;
};

/** Native radio buttons drawn as cards; arrows move the choice as the browser does it. */
export const RadioCards = <T extends string>({
  legend,
  options,
  value,
  onChange,
  align = "center",
  className,
}: RadioCardsProps<T>) => {
  const name = useId();
  return (
    <fieldset className="min-w-0">
      <legend className="sr-only">{legend}</legend>
      <div className={cx("grid grid-cols-1 gap-2", className)}>
        {options.map((option) => {
          const chosen = option.value === value;
          return (
            <label
              key={option.value}
              className={cx(
                "relative flex min-h-14 min-w-0 gap-2.5 rounded-card border px-3 py-2 transition-colors",
                align === "center" ? "items-center" : "items-start",
                "has-focus-visible:outline-2 has-focus-visible:outline-accent has-focus-visible:outline-offset-2",
                chosen ? "border-accent bg-accent-soft ring-1 ring-accent ring-inset" : "border-line bg-surface",
                option.disabledReason ? "cursor-default! opacity-60" : !chosen && "hover:border-line-strong",
              )}
            >
              <input
                type="radio"
                name={name}
                value={option.value}
                checked={chosen}
                disabled={Boolean(option.disabledReason)}
                onChange={() => onChange(option.value)}
                className="sr-only"
              />
              {option.icon}
              <span className="min-w-0 flex-1">
                <span className="block truncate font-medium">{option.label}</span>
                {(option.disabledReason ?? option.detail) && (
                  <span className="block text-ink-2 text-xs">{option.disabledReason ?? option.detail}</span>
                )}
              </span>
              {option.aside && <span className="self-start text-ink-2 text-xs">{option.aside}</span>}
              {chosen && <Check aria-hidden="true" className="size-4 shrink-0 self-start text-accent" />}
            </label>
          );
        })}
      </div>
    </fieldset>
  );
};
