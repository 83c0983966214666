"use client";
import { useTranslations } from "next-intl";
import { type MouseEvent, useEffect, useState } from "react";
import { buttonClass } from "#components/ui/button-class.ts";
import { opensHere } from "#components/ui/opens-here.ts";
import { Spinner } from "#components/ui/spinner.tsx";

/** Leaves for the identity provider, which may take its time: says that it is waiting, and does not ask twice. */
export const SignInButton = ({ href }: { href: string }) => {
  const t = useTranslations("sign-in");
  const [isLeaving, setLeaving] = useState(false);
  useEffect(() => {
    // The browser's Back button may bring this page back as it was left.
    const handleShow = () => setLeaving(false);
    addEventListener("pageshow", handleShow);
    return () => removeEventListener("pageshow", handleShow);
  }, []);
  const handleClick = (event: MouseEvent<HTMLAnchorElement>) => {
    if (isLeaving) event.preventDefault();
    else if (opensHere(event)) setLeaving(true);
  };
  return (
    <>
      <a
        href={href}
        aria-busy={isLeaving || undefined}
        onClick={handleClick}
        className={buttonClass("primary", "normal", "h-10! w-full text-base!")}
      >
        {isLeaving && <Spinner />}
        {t("action")}
      </a>
      <p role="status" className="mt-3 text-balance text-center text-ink-3 text-xs">
        {t(isLeaving ? "leaving" : "where")}
      </p>
    </>
  );
};
