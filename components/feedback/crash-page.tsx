"use client";
import { useRouter } from "next/navigation";
import { startTransition } from "react";
import { Button } from "#components/ui/button.tsx";
import { type Language, languages } from "#lib/i18n/languages.ts";
import { EmptyState } from "./empty-state.tsx";

/**
 * Its words are here and not in the catalogue: when a page breaks, what carries the messages to the browser may be what broke.
 */
const words: Record<Language, { title: string; body: string; action: string; reference: string }> = {
  en: {
    title: "This page could not be shown",
    body: "The fault is ours. Your machines are not affected.",
    action: "Try again",
    reference: "Reference",
  },
  fr: {
    title: "Cette page n’a pas pu être affichée",
    body: "La faute est chez nous. Vos machines ne sont pas touchées.",
    action: "Réessayer",
    reference: "Référence",
  },
  de: {
    title: "Diese Seite konnte nicht angezeigt werden",
    body: "Der Fehler liegt bei uns. Ihre Maschinen sind nicht betroffen.",
    action: "Erneut versuchen",
    reference: "Referenz",
  },
};

export const CrashPage = ({ digest, onRetry }: { digest: string | undefined; onRetry: () => void }) => {
  const router = useRouter();
  const language = typeof document === "undefined" ? "en" : document.documentElement.lang;
  const t = words[languages.find((known) => known === language) ?? "en"];
  const handleRetry = () =>
    startTransition(() => {
      router.refresh();
      onRetry();
    });
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center">
      <EmptyState
        heading="h1"
        title={t.title}
        action={
          <Button kind="primary" onClick={handleRetry}>
            {t.action}
          </Button>
        }
      >
        <p>{t.body}</p>
        {digest && (
          <p className="mt-2 text-xs">
            {t.reference} {digest}
          </p>
        )}
      </EmptyState>
    </main>
  );
};
