import { Messages } from "#components/shell/messages.tsx";
import { NetworkTab } from "#components/vm/network/network-tab.tsx";
import { paths } from "#lib/paths.ts";
import { requireSession } from "../../../../session.ts";

/** What reaches one machine, and by which address. */
export default async function VmNetworkPage({ params }: { params: Promise<{ tenant: string; name: string }> }) {
  const { tenant, name } = await params;
  await requireSession(paths.vm(tenant, name, "network"));
  return (
    <Messages
      areas={[
        "exposure",
        "edit",
        "create.network",
        "problems",
        "vms.exposure",
        "vm.gone",
        "vm.gonewhile",
        "vm.stale",
        "run.late",
      ]}
    >
      <NetworkTab />
    </Messages>
  );
}
