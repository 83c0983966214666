import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { SignedIn } from "#components/session/signed-in.tsx";
import { Messages } from "#components/shell/messages.tsx";
import { paths } from "#lib/paths.ts";
import { requireSession } from "../../session.ts";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("sign-in"))("done.title"),
});

export default async function SignedInPage() {
  await requireSession(paths.signedIn());
  return (
    <Messages areas={["sign-in"]}>
      <SignedIn />
    </Messages>
  );
}
