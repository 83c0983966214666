import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { LiveProvider } from "./live.tsx";
import { LiveBanner } from "./live-banner.tsx";
import { Messages, type Words } from "./messages.tsx";
import { PhoneNav, PhoneTopBar } from "./phone-bars.tsx";
import { Rail } from "./rail.tsx";
import type { ShellFacts } from "./shell-facts.ts";
import { ShellTools } from "./shell-tools.tsx";

/** What the parts around a page say; the rest of the area is the server's alone. */
const words: Words[] = [
  "shell.navigation",
  "shell.overview",
  "shell.place",
  "shell.disks",
  "shell.images",
  "shell.activity",
  "shell.access",
  "shell.fleet",
  "shell.more",
  "shell.collapse",
  "shell.expand",
  "shell.home",
  "shell.jump",
  "shell.tenant",
  "shell.person",
  "shell.theme",
  "shell.level",
  "shell.live",
  "shell.banner",
];

type ShellProps = { facts: ShellFacts; railCollapsed: boolean; children: ReactNode };

export const Shell = ({ facts, railCollapsed, children }: ShellProps) => {
  const t = useTranslations("shell");
  return (
    <LiveProvider key={facts.tenant.namespace} tenant={facts.tenant.namespace}>
      <a
        href="#content"
        className="fixed top-2 left-2 z-10 -translate-y-16 rounded-control bg-accent px-3 py-2 font-semibold text-on-accent focus:translate-y-0"
      >
        {t("skip")}
      </a>
      <div className="flex h-dvh max-md:flex-col">
        <Messages areas={words}>
          <Rail facts={facts} collapsed={railCollapsed} />
          <PhoneTopBar facts={facts} />
        </Messages>
        {/* `relative`: what is placed out of sight inside scrolls with it, and does not make the window scroll. */}
        <div className="relative flex min-h-0 min-w-0 flex-1 flex-col overflow-y-auto">
          <Messages areas={words}>
            <LiveBanner />
          </Messages>
          {children}
        </div>
        <Messages areas={words}>
          <PhoneNav facts={facts} />
          <ShellTools facts={{ tenant: facts.tenant, tenants: facts.tenants }} />
        </Messages>
      </div>
    </LiveProvider>
  );
};
