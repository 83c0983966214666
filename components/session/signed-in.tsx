"use client";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { Mark } from "#components/ui/mark.tsx";
import { tellSignedIn } from "#lib/api/session-signals.ts";

/** The end of signing in again: tells the pages that wait for it, and goes. Where the browser keeps it open, it says so. */
export const SignedIn = () => {
  const t = useTranslations("sign-in.done");
  useEffect(() => {
    tellSignedIn();
    close();
  }, []);
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center px-4 text-center">
      <Mark className="size-12" />
      <h1 className="mt-4 font-semibold text-title">{t("title")}</h1>
      <p className="mt-1 text-ink-2">{t("body")}</p>
    </main>
  );
};
