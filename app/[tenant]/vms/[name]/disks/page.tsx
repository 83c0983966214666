import { DisksTab } from "#components/disks/disks-tab.tsx";
import { Messages } from "#components/shell/messages.tsx";
import { paths } from "#lib/paths.ts";
import { requireSession } from "../../../../session.ts";

/** The disks of one machine, in boot order. */
export default async function VmDisksPage({ params }: { params: Promise<{ tenant: string; name: string }> }) {
  const { tenant, name } = await params;
  await requireSession(paths.vm(tenant, name, "disks"));
  return (
    <Messages areas={["disks", "edit", "create", "problems"]}>
      <DisksTab />
    </Messages>
  );
}
