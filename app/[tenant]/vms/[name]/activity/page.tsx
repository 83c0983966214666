import { ActivityPage } from "#components/activity/activity-page.tsx";
import { Messages } from "#components/shell/messages.tsx";
import { paths } from "#lib/paths.ts";
import { readActivityQuery, writeActivityQuery } from "#lib/resources/activity/query.ts";
import { ofMachine } from "#lib/resources/activity/view.ts";
import { requireSession } from "../../../../session.ts";

type Props = {
  params: Promise<{ tenant: string; name: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

/** What happened to one machine and to all that belongs to it. */
export default async function VmActivityPage({ params, searchParams }: Props) {
  const { tenant, name } = await params;
  const search = await searchParams;
  const query = { ...readActivityQuery((key) => [search[key]].flat()[0]), vm: null };
  const reads = await requireSession(`${paths.vm(tenant, name, "activity")}${writeActivityQuery(query)}`);
  const read = await reads.activity(tenant);
  const first = read.state === "ready" ? { ...read, data: ofMachine(read.data, name) } : read;
  return (
    <Messages areas={["activity", "problems"]}>
      <ActivityPage tenant={tenant} vm={name} first={first} firstQuery={query} />
    </Messages>
  );
}
