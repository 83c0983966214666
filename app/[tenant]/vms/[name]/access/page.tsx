import { Messages } from "#components/shell/messages.tsx";
import { AccessTab } from "#components/vm/access/access-tab.tsx";
import { paths } from "#lib/paths.ts";
import { requireSession } from "../../../../session.ts";

/** What one machine's guest is given to let people in. */
export default async function VmAccessPage({ params }: { params: Promise<{ tenant: string; name: string }> }) {
  const { tenant, name } = await params;
  await requireSession(paths.vm(tenant, name, "access"));
  return (
    <Messages areas={["first-boot", "edit", "keys", "vm", "problems", "actions.reasons"]}>
      <AccessTab />
    </Messages>
  );
}
