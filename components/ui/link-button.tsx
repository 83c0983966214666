import type { ComponentProps, ReactNode } from "react";
import { type ButtonKind, type ButtonSize, buttonClass } from "./button-class.ts";
import { Link } from "./link.tsx";

type LinkButtonProps = ComponentProps<typeof Link> & {
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
  <Link {...rest} className={buttonClass(kind, size, className)}>
    {icon}
    {children}
  </Link>
);
