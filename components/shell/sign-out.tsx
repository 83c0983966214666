"use client";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { api } from "#lib/paths.ts";

/** A POST by a form, because signing out ends in a page of the server's choice. */
export const signOut = (): void => {
  const form = document.createElement("form");
  form.method = "post";
  form.action = api.signOut();
  document.body.append(form);
  form.submit();
};

export const SignOutButton = () => <Button onClick={signOut}>{useTranslations("shell")("person.signOut")}</Button>;
