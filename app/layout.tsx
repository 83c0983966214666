import "./globals.css";
import type { Metadata, Viewport } from "next";
import { cookies, headers } from "next/headers";
import { getLocale } from "next-intl/server";
import type { ReactNode } from "react";
import { SessionWatch } from "#components/session/session-watch.tsx";
import { BulkRunsProvider } from "#components/shell/bulk-runs.tsx";
import { Messages } from "#components/shell/messages.tsx";
import { RouteFocus } from "#components/shell/route-focus.tsx";
import { TooltipLayer } from "#components/ui/tooltip-layer.tsx";
import { themeCookie, themeOf } from "#lib/theme.ts";
import { session } from "./session.ts";

export const metadata: Metadata = {
  title: { default: "Porthole", template: "%s · Porthole" },
  robots: { index: false, follow: false },
  referrer: "same-origin",
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  viewportFit: "cover",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f8fafb" },
    { media: "(prefers-color-scheme: dark)", color: "#0b1014" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  // Reading the request keeps every page dynamic: only then do Next's scripts carry the policy's nonce.
  await headers();
  const person = await session();
  const theme = themeOf((await cookies()).get(themeCookie)?.value);
  return (
    <html
      lang={await getLocale()}
      data-theme={theme === "system" ? undefined : theme}
      data-csrf={person?.csrfToken}
      data-scope={person?.person.scope}
    >
      <body>
        {/* What it says lies over the page, so the keyboard comes to it first. */}
        {person && (
          <Messages areas={["shell.session"]}>
            <SessionWatch expiresInMs={Date.parse(person.person.expiresAt) - Date.now()} scope={person.person.scope} />
          </Messages>
        )}
        <BulkRunsProvider>{children}</BulkRunsProvider>
        <RouteFocus />
        <TooltipLayer />
      </body>
    </html>
  );
}
