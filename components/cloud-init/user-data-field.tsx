"use client";
import { useRef } from "react";
import type { Caret } from "#components/editor/editor-props.ts";
import { laterWorded } from "#components/ui/later-worded.tsx";
import { type Language, localeOf } from "#lib/i18n/languages.ts";
import { PlainUserData } from "./plain-user-data.tsx";
import type { UserDataProps } from "./user-data-props.ts";

const editorWords = async (language: Language) =>
  (await import("#lib/i18n/late-words.ts")).loadWords(localeOf[language], ["editor", "cloud-init", "cloud-config"]);

const editor = laterWorded(
  async () => (await import("./cloud-init-field.tsx")).CloudInitField,
  editorWords,
  PlainUserData,
);

/** User data, written in an editor whose code comes when this is first drawn. */
export const UserDataField = (props: UserDataProps) => {
  const caret = useRef<Caret | null>(null);
  return <editor.Part {...props} caret={caret} />;
};
