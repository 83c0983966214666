import { Messages } from "#components/shell/messages.tsx";
import { VmOverview } from "#components/vm/vm-overview.tsx";
import { paths } from "#lib/paths.ts";
import { requireSession } from "../../../session.ts";

/** What `useDuration` says. */
const durations = ["boot.seconds", "boot.minutes", "boot.hours", "boot.days"] as const;

export default async function VmPage({ params }: { params: Promise<{ tenant: string; name: string }> }) {
  const { tenant, name } = await params;
  await requireSession(paths.vm(tenant, name));
  return (
    <Messages areas={["vm", "problems", "conditions", "actions.reasons", ...durations]}>
      <VmOverview />
    </Messages>
  );
}
