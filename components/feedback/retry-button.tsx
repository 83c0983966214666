"use client";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useTransition } from "react";
import { Button } from "#components/ui/button.tsx";

/** Asks the server for the page again; with `everyMs` also by itself. What is shown stays until the answer is there. */
export const RetryButton = ({ everyMs }: { everyMs?: number }) => {
  const t = useTranslations("ui");
  const router = useRouter();
  const [asking, startAsking] = useTransition();
  useEffect(() => {
    if (!everyMs) return;
    const timer = setInterval(() => router.refresh(), everyMs);
    return () => clearInterval(timer);
  }, [router, everyMs]);
  return (
    <Button kind="primary" busy={asking} onClick={() => startAsking(() => router.refresh())}>
      {t("retry")}
    </Button>
  );
};
