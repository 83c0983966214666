"use client";
import type { ComponentProps, ReactNode } from "react";
import { controlClass } from "./control-class.ts";
import { cx } from "./cx.ts";
import { useField } from "./use-field.ts";

type TextInputProps = ComponentProps<"input"> & {
  mono?: boolean /** After the text, inside the box: a unit. */;
  unit?: ReactNode;
};

export const TextInput = ({ mono = false, unit, className, ...rest }: TextInputProps) => {
  const field = useField();
  const input = (
    <input
      autoComplete="off"
      spellCheck={false}
      {...field}
      {...rest}
      className={cx(
        controlClass,
        "h-8 px-2.5 max-md:h-10",
        mono && "font-mono text-sm",
        Boolean(unit) && "pr-12",
        className,
      )}
    />
  );
  if (!unit) return input;
  return (
    <span className="relative block">
      {input}
      <span className="pointer-events-none absolute inset-y-0 right-2.5 flex items-center text-ink-3 text-sm">
        {unit}
      </span>
    </span>
  );
};
