"use client";
import { type ComponentProps, type ReactNode, useEffect, useRef } from "react";
import { cx } from "./cx.ts";

type CheckboxProps = Omit<ComponentProps<"input">, "type"> & {
  /** Some of what it stands for is chosen. */
  indeterminate?: boolean;
};

const boxClass = "size-4 shrink-0 accent-accent";

/** The browser's own box in our colours. */
export const Checkbox = ({ indeterminate = false, className, ...rest }: CheckboxProps) => {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current) box.current.indeterminate = indeterminate;
  }, [indeterminate]);
  return <input {...rest} ref={box} type="checkbox" className={cx(boxClass, className)} />;
};

type CheckLineProps = Pick<CheckboxProps, "checked" | "onChange"> & { children: ReactNode };

/** A box with its words, one of a list of choices. */
export const CheckLine = ({ children, ...box }: CheckLineProps) => (
  <label className="flex min-h-8 items-center max-md:min-h-10 gap-2.5 rounded-control px-2 text-sm hover:bg-raised">
    <input {...box} type="checkbox" className={boxClass} />
    {children}
  </label>
);
