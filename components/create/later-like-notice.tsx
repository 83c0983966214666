"use client";
import { laterWorded } from "#components/ui/later-worded.tsx";
import { type Language, localeOf } from "#lib/i18n/languages.ts";

const words = async (language: Language) =>
  (await import("#lib/i18n/late-words.ts")).loadWords(localeOf[language], ["like", "problems"]);

/** Only who came from a machine reads what was taken over from it. */
export const LaterLikeNotice = laterWorded(async () => (await import("./like-notice.tsx")).LikeNotice, words).Part;
