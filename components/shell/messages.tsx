import { NextIntlClientProvider } from "next-intl";
import { getMessages } from "next-intl/server";
import type { ReactNode } from "react";
import type { Area } from "#lib/i18n/areas.ts";

/** Gives the client components below it the words of these areas, and of `ui`. Replaces what an outer `<Messages>` gave. */
export const Messages = async ({ areas, children }: { areas: Area[]; children: ReactNode }) => {
  const all = await getMessages();
  const messages = Object.fromEntries((["ui", ...areas] as const).map((area) => [area, all[area]]));
  return <NextIntlClientProvider messages={messages}>{children}</NextIntlClientProvider>;
};
