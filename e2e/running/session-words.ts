import type { Page } from "@playwright/test";
import type { Language } from "#lib/i18n/languages.ts";
import type { InEveryLanguage } from "./languages.ts";

type SessionWords = {
  ended: Record<"title" | "why" | "signIn" | "notNow", string>;
  ending: Record<"title" | "stay", string>;
};

/** What people read of the end of a session. */
export const sessionWords: InEveryLanguage<SessionWords> = {
  en: {
    ended: {
      title: "Your session has ended",
      why: "your groups have changed",
      signIn: "Sign in again",
      notNow: "Not now",
    },
    ending: { title: "Your session ends in", stay: "Stay signed in" },
  },
  fr: {
    ended: {
      title: "Votre session est terminée",
      why: "vos groupes ont changé",
      signIn: "Se reconnecter",
      notNow: "Plus tard",
    },
    ending: { title: "Votre session se termine dans", stay: "Rester connecté" },
  },
  de: {
    ended: {
      title: "Ihre Sitzung ist beendet",
      why: "Ihre Gruppen haben sich geändert",
      signIn: "Erneut anmelden",
      notNow: "Später",
    },
    ending: { title: "Ihre Sitzung endet in", stay: "Angemeldet bleiben" },
  },
};

export const endedDialog = (page: Page, language: Language = "en") =>
  page.getByRole("dialog", { name: sessionWords[language].ended.title });

export const endingWarning = (page: Page, language: Language = "en") =>
  page.getByRole("alert").filter({ hasText: sessionWords[language].ending.title });
