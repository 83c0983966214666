import { ConsoleView } from "#components/console/console-view.tsx";
import { Messages } from "#components/shell/messages.tsx";
import { paths } from "#lib/paths.ts";
import { consoleMessages, readForConsole } from "../../../../console-page.ts";
import { requireSession } from "../../../../session.ts";

/** The consoles of a machine as a part of its page. */
export default async function ConsolePage({ params }: { params: Promise<{ tenant: string; name: string }> }) {
  const { tenant, name } = await params;
  const reads = await requireSession(paths.vm(tenant, name, "console"));
  return (
    <Messages areas={consoleMessages}>
      <div className="h-[max(480px,calc(100dvh-240px))] overflow-hidden rounded-card border border-line">
        <ConsoleView
          {...{ tenant, name }}
          {...(await readForConsole(reads, tenant, name))}
          initialKind="vnc"
          frame="page"
        />
      </div>
    </Messages>
  );
}
