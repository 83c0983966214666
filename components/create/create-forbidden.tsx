import { useTranslations } from "next-intl";
import { EmptyState } from "#components/feedback/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { paths } from "#lib/paths.ts";
import type { Level } from "#lib/resources/vm/access.ts";

/** Why this page is not for this person, and who can help. */
export const CreateForbidden = ({ tenant, level }: { tenant: string; level: Level }) => {
  const t = useTranslations("create");
  return (
    <>
      <h1 className="sr-only">{t("title")}</h1>
      <EmptyState
        drawing="lens"
        title={t("forbidden.title", { tenant })}
        action={
          <LinkButton href={paths.vms(tenant)} kind="primary">
            {t("forbidden.back")}
          </LinkButton>
        }
      >
        {t("forbidden.body", { level: t(`forbidden.level.${level}`) })}
      </EmptyState>
    </>
  );
};
