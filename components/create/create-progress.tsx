"use client";
import { laterWorded } from "#components/ui/later-worded.tsx";
import { localeOf } from "#lib/i18n/languages.ts";
import { runWords } from "./run-words.ts";

const progress = laterWorded(async () => (await import("./run-progress.tsx")).RunProgress, runWords);

const copies = laterWorded(
  async () => (await import("./copies-progress.tsx")).CopiesProgress,
  async (language) => (await import("#lib/i18n/late-words.ts")).loadWords(localeOf[language], ["run", "like"]),
);

/** Several of them. */
export const CopiesProgress = copies.Part;

/** The plan while it runs; its code comes when somebody begins one. */
export const CreateProgress = progress.Part;
