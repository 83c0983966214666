import type { Metadata } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Messages } from "#components/shell/messages.tsx";
import { SignInCard, type SignInNotice } from "#components/shell/sign-in-card.tsx";
import { api, paths } from "#lib/paths.ts";
import { runtime } from "#server/runtime.ts";
import { session } from "../session.ts";

type Search = Promise<Record<string, string | string[] | undefined>>;

const one = (value: string | string[] | undefined) => (typeof value === "string" ? value : undefined);

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslations("sign-in"))("title") });

export default async function SignInPage({ searchParams }: { searchParams: Search }) {
  const { returnTo: asked, problem } = await searchParams;
  const returnTo = one(asked);
  // Whoever is signed in already has nothing to do here. `/` and not returnTo: only the server's sign-in judges where one may return.
  if (!problem && (await session())) redirect(paths.home());
  const hadSession = runtime().hadSession((await headers()).get("cookie"));
  const notice: SignInNotice | null = one(problem) ? { problem: String(problem) } : hadSession ? "ended" : null;
  return (
    <Messages areas={["sign-in"]}>
      <SignInCard href={api.signIn(returnTo)} notice={notice} />
    </Messages>
  );
}
