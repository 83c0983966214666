import { NextIntlClientProvider, useMessages } from "next-intl";
import type { ReactNode } from "react";
import type { Area } from "#lib/i18n/areas.ts";

/** A whole area, or one part of it: `vm.confirm`. */
export type Words = Area | `${Area}.${string}`;

/** Gives the client components below it these words, and `ui`. Replaces what an outer `<Messages>` gave. */
export const Messages = ({ areas, children }: { areas: readonly Words[]; children: ReactNode }) => {
  const all = useMessages();
  const messages: Record<string, unknown> = { ui: all.ui };
  for (const words of areas) {
    const [area = "", part] = words.split(".");
    const whole = (all as Record<string, Record<string, unknown>>)[area] ?? {};
    messages[area] = part ? { ...(messages[area] as object | undefined), [part]: whole[part] } : whole;
  }
  return <NextIntlClientProvider messages={messages}>{children}</NextIntlClientProvider>;
};
