import { useTranslations } from "next-intl";
import { LinkButton } from "#components/ui/link-button.tsx";
import { paths } from "#lib/paths.ts";
import { PlainPage } from "./plain-page.tsx";

/** Does not tell whether the tenant exists: who may not see it gets the same words. */
export const UnknownTenant = ({ namespace }: { namespace: string }) => {
  const t = useTranslations("shell.unknownTenant");
  return (
    <PlainPage
      title={t("title", { name: namespace })}
      action={
        <LinkButton kind="primary" href={paths.home()}>
          {t("action")}
        </LinkButton>
      }
    >
      {t("body")}
    </PlainPage>
  );
};
