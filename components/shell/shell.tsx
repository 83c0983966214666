import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { LiveProvider } from "./live.tsx";
import { LiveBanner } from "./live-banner.tsx";
import { Messages } from "./messages.tsx";
import { PhoneNav, PhoneTopBar } from "./phone-bars.tsx";
import { Rail } from "./rail.tsx";
import type { ShellFacts } from "./shell-facts.ts";

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
        <Messages areas={["shell"]}>
          <Rail facts={facts} collapsed={railCollapsed} />
          <PhoneTopBar facts={facts} />
        </Messages>
        <div className="flex min-h-0 min-w-0 flex-1 flex-col overflow-y-auto">
          <Messages areas={["shell"]}>
            <LiveBanner />
          </Messages>
          {children}
        </div>
        <Messages areas={["shell"]}>
          <PhoneNav facts={facts} />
        </Messages>
      </div>
    </LiveProvider>
  );
};
