import { notFound } from "next/navigation";
import { requireSession } from "../../session.ts";

type NoPageProps = { params: Promise<{ tenant: string; rest: string[] }> };

/** An address inside a tenant that leads nowhere: said inside the shell, to whoever is signed in. */
export default async function NoPage({ params }: NoPageProps) {
  const { tenant, rest } = await params;
  await requireSession(`/${[tenant, ...rest].join("/")}`);
  notFound();
}
