"use client";
import { type ComponentProps, type MouseEvent, type ReactNode, useId } from "react";
import { cx } from "./cx.ts";
import { iconButtonClass } from "./icon-button-class.ts";

type IconButtonProps = Omit<ComponentProps<"button">, "disabled" | "children"> & {
  /** Its name: read aloud and shown as the tooltip. */
  label: string;
  icon: ReactNode;
  disabledReason?: string | null;
};

export const IconButton = ({ label, icon, disabledReason, className, onClick, ...rest }: IconButtonProps) => {
  const reasonId = useId();
  const handleClick = (event: MouseEvent<HTMLButtonElement>) => {
    if (disabledReason) event.preventDefault();
    else onClick?.(event);
  };
  return (
    <>
      <button
        type="button"
        {...rest}
        className={cx(iconButtonClass, className)}
        aria-label={label}
        aria-disabled={disabledReason ? true : undefined}
        aria-describedby={disabledReason ? reasonId : undefined}
        data-tip={disabledReason ?? label}
        onClick={handleClick}
      >
        {icon}
      </button>
      {disabledReason && (
        <span id={reasonId} hidden>
          {disabledReason}
        </span>
      )}
    </>
  );
};
