"use client";
import type { ComponentProps } from "react";
import { controlClass } from "./control-class.ts";
import { cx } from "./cx.ts";
import { useField } from "./use-field.ts";

type SelectProps = ComponentProps<"select">;

export const Select = ({ className, children, ...rest }: SelectProps) => {
  const field = useField();
  return (
    <select {...field} {...rest} className={cx(controlClass, "h-8 px-2 max-md:h-10", className)}>
      {children}
    </select>
  );
};
