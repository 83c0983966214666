import { NextIntlClientProvider, useMessages } from "next-intl";
import type { ReactNode } from "react";
import type { Area } from "#lib/i18n/areas.ts";

/** Gives the client components below it the words of these areas, and of `ui`. Replaces what an outer `<Messages>` gave. */
export const Messages = ({ areas, children }: { areas: Area[]; children: ReactNode }) => {
  const all = useMessages();
  const messages = Object.fromEntries((["ui", ...areas] as const).map((area) => [area, all[area]]));
  return <NextIntlClientProvider messages={messages}>{children}</NextIntlClientProvider>;
};
