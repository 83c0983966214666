"use client";
import type { ComponentProps, ReactNode } from "react";
import { cx } from "./cx.ts";
import { useField } from "./field.tsx";

export const controlClass =
  "w-full rounded-control border border-line-strong bg-surface text-ink transition-colors hover:border-ink-3 aria-invalid:border-failed disabled:opacity-50";

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
      className={cx(controlClass, "h-8 px-2.5", mono && "font-mono text-sm", Boolean(unit) && "pr-12", className)}
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

type TextareaProps = ComponentProps<"textarea"> & { mono?: boolean };

export const Textarea = ({ mono = false, className, ...rest }: TextareaProps) => {
  const field = useField();
  return (
    <textarea
      rows={3}
      autoComplete="off"
      spellCheck={false}
      {...field}
      {...rest}
      className={cx(controlClass, "block px-2.5 py-1.5", mono && "font-mono text-sm", className)}
    />
  );
};

type SelectProps = ComponentProps<"select">;

export const Select = ({ className, children, ...rest }: SelectProps) => {
  const field = useField();
  return (
    <select {...field} {...rest} className={cx(controlClass, "h-8 px-2", className)}>
      {children}
    </select>
  );
};
