"use client";
import { type ComponentProps, type MouseEvent, type ReactNode, useId } from "react";
import { type ButtonKind, type ButtonSize, buttonClass } from "./button-class.ts";
import { Spinner } from "./spinner.tsx";

type ButtonProps = Omit<ComponentProps<"button">, "disabled"> & {
  kind?: ButtonKind;
  size?: ButtonSize;
  icon?: ReactNode;
  /** Why it cannot be pressed now: stays focusable, and the reason is read and shown. */
  disabledReason?: string | null;
  /** Its work is under way: not pressable, with a spinner in the icon's place. */
  busy?: boolean;
};

export const Button = ({
  kind = "secondary",
  size = "normal",
  icon,
  disabledReason,
  busy = false,
  className,
  children,
  onClick,
  type = "button",
  ...rest
}: ButtonProps) => {
  const reasonId = useId();
  const blocked = busy || Boolean(disabledReason);
  const handleClick = (event: MouseEvent<HTMLButtonElement>) => {
    if (blocked) event.preventDefault();
    else onClick?.(event);
  };
  return (
    <>
      <button
        {...rest}
        type={type}
        className={buttonClass(kind, size, className)}
        aria-disabled={blocked || undefined}
        aria-busy={busy || undefined}
        aria-describedby={disabledReason ? reasonId : rest["aria-describedby"]}
        data-tip={disabledReason ?? undefined}
        onClick={handleClick}
      >
        {busy ? <Spinner /> : icon}
        {children}
      </button>
      {disabledReason && (
        <span id={reasonId} hidden>
          {disabledReason}
        </span>
      )}
    </>
  );
};
