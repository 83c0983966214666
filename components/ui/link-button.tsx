import Link from "next/link";
import type { ComponentProps, ReactNode } from "react";
import { type ButtonKind, type ButtonSize, buttonClass } from "./button-class.ts";
import { cx } from "./cx.ts";
import { iconButtonClass } from "./icon-button-class.ts";

type LinkButtonProps = Omit<ComponentProps<typeof Link>, "prefetch"> & {
  kind?: ButtonKind;
  size?: ButtonSize;
  icon?: ReactNode;
};

/** A link that looks like a button, for what is a place and not a deed. */
export const LinkButton = ({
  kind = "secondary",
  size = "normal",
  icon,
  className,
  children,
  ...rest
}: LinkButtonProps) => (
  <Link {...rest} prefetch={false} className={buttonClass(kind, size, className)}>
    {icon}
    {children}
  </Link>
);

type IconLinkProps = Omit<ComponentProps<typeof Link>, "prefetch" | "children"> & { label: string; icon: ReactNode };

export const IconLink = ({ label, icon, className, ...rest }: IconLinkProps) => (
  <Link {...rest} prefetch={false} className={cx(iconButtonClass, className)} aria-label={label} data-tip={label}>
    {icon}
  </Link>
);
