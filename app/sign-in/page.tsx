import type { Metadata } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Messages } from "#components/shell/messages.tsx";
import { SettledAddress } from "#components/shell/settled-address.tsx";
import { SignInCard, type SignInNotice } from "#components/shell/sign-in-card.tsx";
import { paths } from "#lib/paths.ts";
import { signInProblems } from "#lib/sign-in.ts";
import { runtime } from "#server/runtime.ts";
import { session } from "../session.ts";

type Search = Promise<Record<string, string | string[] | undefined>>;

const one = (value: string | string[] | undefined) => (typeof value === "string" ? value : undefined);

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslations("sign-in"))("title") });

/** What happened before, by the address and by what the browser still holds. */
const noticeOf = (
  problem: string | undefined,
  state: string | undefined,
  cookie: string | null,
): SignInNotice | null => {
  if (problem) return { problem: signInProblems.find((known) => known === problem) ?? "other" };
  const { hadSession, signedOutState } = runtime();
  if (state && state === signedOutState(cookie)) return "signed-out";
  return hadSession(cookie) ? "ended" : null;
};

export default async function SignInPage({ searchParams }: { searchParams: Search }) {
  const asked = await searchParams;
  const [returnTo, problem, state] = [one(asked.returnTo), one(asked.problem), one(asked.state)];
  const notice = noticeOf(problem, state, (await headers()).get("cookie"));
  const isSignedIn = (await session()) !== null;
  // Whoever is signed in already has nothing to do here. `/` and not returnTo: only the server's sign-in judges where one may return.
  // A proxy brings who has just signed out back with the very next request, which they are told first.
  if (!problem && isSignedIn && notice !== "signed-out") redirect(paths.home());
  return (
    <Messages areas={["sign-in"]}>
      <SettledAddress href={paths.signIn(returnTo, typeof notice === "object" ? notice?.problem : undefined)} />
      <SignInCard
        ways={runtime().signInWays}
        returnTo={returnTo}
        notice={notice === "signed-out" && isSignedIn ? "signed-in-by-proxy" : notice}
      />
    </Messages>
  );
}
