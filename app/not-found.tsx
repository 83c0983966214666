import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PlainPage } from "#components/shell/plain-page.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { paths } from "#lib/paths.ts";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("shell.notFound"))("title"),
});

export default async function NotFound() {
  const t = await getTranslations("shell.notFound");
  return (
    <PlainPage
      title={t("title")}
      action={
        <LinkButton kind="primary" href={paths.home()}>
          {t("action")}
        </LinkButton>
      }
    >
      {t("body")}
    </PlainPage>
  );
}
