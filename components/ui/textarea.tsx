"use client";
import type { ComponentProps } from "react";
import { controlClass } from "./control-class.ts";
import { cx } from "./cx.ts";
import { useField } from "./use-field.ts";

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
