import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ConsoleView } from "#components/console/console-view.tsx";
import { FreshAccess } from "#components/shell/fresh-access.tsx";
import { LiveProvider } from "#components/shell/live.tsx";
import { Messages } from "#components/shell/messages.tsx";
import { paths } from "#lib/paths.ts";
import { consoleMessages, readForConsole } from "../../../console-page.ts";
import { requireSession, tenantAccess } from "../../../session.ts";

type ScreenPageProps = {
  params: Promise<{ tenant: string; name: string }>;
  searchParams: Promise<{ kind?: string | string[]; view?: string | string[] }>;
};

export const generateMetadata = async ({ params }: ScreenPageProps): Promise<Metadata> => ({
  title: { absolute: (await params).name },
});

/** A machine's console in a window of its own. */
export default async function ScreenPage({ params, searchParams }: ScreenPageProps) {
  const { tenant, name } = await params;
  if (!/^tenant-[a-z0-9-]{1,56}$/.test(tenant)) notFound();
  const asked = await searchParams;
  const kind = asked.kind === "serial" ? "serial" : "vnc";
  const view = asked.view === "only" || asked.view === "full" ? asked.view : null;
  const reads = await requireSession(paths.screen(tenant, name, kind, view));
  const access = await tenantAccess(tenant);
  return (
    <Messages areas={consoleMessages}>
      <LiveProvider tenant={tenant}>
        <FreshAccess version={access?.state === "ready" ? access.data.version : null} />
        <main className="h-dvh">
          <ConsoleView
            {...{ tenant, name }}
            {...(await readForConsole(reads, tenant, name, view))}
            initialKind={kind}
            frame="window"
          />
        </main>
      </LiveProvider>
    </Messages>
  );
}
