"use client";
import { laterWorded } from "#components/ui/later-worded.tsx";
import { type Language, localeOf } from "#lib/i18n/languages.ts";

const words = async (language: Language) =>
  (await import("#lib/i18n/late-words.ts")).loadWords(localeOf[language], ["advice"]);

const production = laterWorded(async () => (await import("./production-preset.tsx")).ProductionPreset, words);
const ofCreate = laterWorded(async () => (await import("./create-advice.tsx")).CreateAdvice, words);
const ofMachine = laterWorded(async () => (await import("./vm-advice.tsx")).VmAdvice, words);

/** Advice comes after the page, words and all: nothing waits for it. Its line has its room from the beginning. */
export const LaterProduction = () => (
  <div className="min-h-8">
    <production.Part />
  </div>
);

export const LaterCreateAdvice = () => <ofCreate.Part />;

export const LaterVmAdvice = () => <ofMachine.Part />;
