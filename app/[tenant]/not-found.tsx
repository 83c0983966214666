import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { EmptyState } from "#components/feedback/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { paths } from "#lib/paths.ts";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("shell.notFound"))("title"),
});

export default async function NotFoundInTenant() {
  const t = await getTranslations("shell.notFound");
  return (
    <main id="content" tabIndex={-1} className="outline-none">
      <EmptyState
        heading="h1"
        drawing="lens"
        title={t("title")}
        action={
          <LinkButton kind="primary" href={paths.home()}>
            {t("action")}
          </LinkButton>
        }
      >
        {t("body")}
      </EmptyState>
    </main>
  );
}
