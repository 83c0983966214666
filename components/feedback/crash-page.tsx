"use client";
import { useRouter } from "next/navigation";
import { startTransition, useEffect } from "react";
import { buttonClass } from "#components/ui/button-class.ts";
import { type Language, languages } from "#lib/i18n/languages.ts";

/**
 * Its words are here and not in the catalogue: when a page breaks, what carries the messages to the browser may be what broke. Every
 * first visit brings it along, so it is plain.
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

type Failure = Error & { digest?: string };

/** A newer version was deployed and this page's code is gone with the older one: only loading it anew helps. */
const isOutdated = ({ name }: Failure): boolean => name === "ChunkLoadError";
/** What was just loaded anew and still breaks would do so for ever. */
const wasReloaded = (): boolean =>
  performance.getEntriesByType("navigation").some((entry) => "type" in entry && entry.type === "reload");

export const CrashPage = ({ error, onRetry }: { error: Failure; onRetry: () => void }) => {
  const router = useRouter();
  const { digest } = error;
  useEffect(() => {
    if (isOutdated(error) && !wasReloaded()) location.reload();
  }, [error]);
  const language = typeof document === "undefined" ? "en" : document.documentElement.lang;
  const t = words[languages.find((known) => language.startsWith(known)) ?? "en"];
  const handleRetry = () => {
    if (isOutdated(error)) return location.reload();
    startTransition(() => {
      router.refresh();
      onRetry();
    });
  };
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center px-6 text-center">
      <h1 className="font-semibold text-section">{t.title}</h1>
      <p className="mt-1.5 text-ink-2">{t.body}</p>
      {digest && (
        <p className="mt-2 text-ink-2 text-xs">
          {t.reference} {digest}
        </p>
      )}
      <button type="button" onClick={handleRetry} className={buttonClass("primary", "normal", "mt-5")}>
        {t.action}
      </button>
    </main>
  );
};
