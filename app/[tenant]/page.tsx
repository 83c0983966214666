import { redirect } from "next/navigation";
import { paths } from "#lib/paths.ts";

/** The overview comes later; until then a tenant opens at its machines. */
export default async function TenantPage({ params }: { params: Promise<{ tenant: string }> }) {
  redirect(paths.vms((await params).tenant));
}
