"use client";
import type { MouseEvent, ReactNode } from "react";
import { buttonClass } from "#components/ui/button-class.ts";
import { api } from "#lib/paths.ts";

/** Signs in again and comes back to the page as it is when clicked: search and filters live in its address. */
export const SignInLink = ({ children }: { children: ReactNode }) => {
  const handleClick = (event: MouseEvent<HTMLAnchorElement>) => {
    event.currentTarget.href = api.signIn(`${location.pathname}${location.search}`);
  };
  return (
    <a href={api.signIn()} onClick={handleClick} className={buttonClass("primary", "small")}>
      {children}
    </a>
  );
};
