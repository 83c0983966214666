import { ConsoleView } from "#components/console/console-view.tsx";
import { Messages } from "#components/shell/messages.tsx";
import { InstallNotice } from "#components/vm/install/install-notice.tsx";
import { paths } from "#lib/paths.ts";
import { consoleMessages, readForConsole } from "../../../../console-page.ts";
import { requireSession } from "../../../../session.ts";

type ConsolePageProps = {
  params: Promise<{ tenant: string; name: string }>;
  searchParams: Promise<{ kind?: string | string[]; watch?: string | string[] }>;
};

/** The consoles of a machine as a part of its page. */
export default async function ConsolePage({ params, searchParams }: ConsolePageProps) {
  const { tenant, name } = await params;
  const search = await searchParams;
  const kind = search.kind === "serial" ? "serial" : "vnc";
  const reads = await requireSession(paths.vmConsole(tenant, name, kind));
  return (
    <Messages areas={consoleMessages}>
      <InstallNotice isConsole />
      <div className="h-[max(480px,calc(100dvh-240px))] overflow-hidden rounded-card border border-line">
        <ConsoleView
          {...{ tenant, name }}
          {...(await readForConsole(reads, tenant, name))}
          initialKind={kind}
          watching={search.watch === "boot"}
          frame="page"
        />
      </div>
    </Messages>
  );
}
