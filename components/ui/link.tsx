"use client";
import { useRouter } from "next/navigation";
import type { ComponentProps, MouseEvent } from "react";
import { opensHere } from "./opens-here.ts";

type LinkProps = ComponentProps<"a"> & { href: string };

/**
 * A link to a page of ours, opened without loading the document again. Not next/link: our links never prefetch (a list has thousands),
 * and what is left of it beside that is 3 KB on the wire of every first visit.
 */
export const Link = ({ href, onClick, ...rest }: LinkProps) => {
  const router = useRouter();
  const handleClick = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    if (!opensHere(event)) return;
    event.preventDefault();
    router.push(href);
  };
  return <a {...rest} href={href} onClick={handleClick} />;
};
