"use client";
import { useRouter } from "next/navigation";
import { useEffect } from "react";

/** Gives a page that answered another address its own one, so that reloading it, or changing the language, repeats nothing. */
export const SettledAddress = ({ href }: { href: string }) => {
  const router = useRouter();
  useEffect(() => {
    if (location.pathname + location.search !== href) router.replace(href);
  }, [href, router]);
  return null;
};
