import { Messages } from "#components/shell/messages.tsx";
import { ManifestPage } from "#components/vm/manifest/manifest-page.tsx";
import { paths } from "#lib/paths.ts";
import { requireSession } from "../../../../session.ts";

type Props = {
  params: Promise<{ tenant: string; name: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

/** A machine and what belongs to it as YAML. */
export default async function VmManifestPage({ params, searchParams }: Props) {
  const { tenant, name } = await params;
  const object = [(await searchParams).object].flat()[0] ?? null;
  const reads = await requireSession(paths.vmManifest(tenant, name, object));
  return (
    <Messages areas={["manifest", "vm", "problems"]}>
      <ManifestPage first={await reads.manifest(tenant, name)} firstObject={object} />
    </Messages>
  );
}
