"use client";
import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";

/**
 * Puts the keyboard at the heading of a page that one came to without a load; the router itself reads its title out. Who already is
 * inside of it (a tab of the same machine) stays there.
 */
export const RouteFocus = () => {
  const path = usePathname();
  const last = useRef(path);
  useEffect(() => {
    if (last.current === path) return;
    last.current = path;
    const main = document.querySelector("main");
    const heading = main?.querySelector("h1");
    if (!heading || main?.contains(document.activeElement)) return;
    heading.tabIndex = -1;
    heading.classList.add("outline-none");
    heading.focus({ preventScroll: true });
  }, [path]);
  return null;
};
