"use client";
import { useRouter } from "next/navigation";
import { useEffect } from "react";

/** Gives a page that answered another address its own one, so that reloading it, or changing the language, repeats nothing. */
export const SettledAddress = ({ href }: { href: string }) => {
  const router = useRouter();
  useEffect(() => {
    if (location.pathname !== href.split("?", 1)[0]) router.replace(href);
  }, [href, router]);
  return null;
};
