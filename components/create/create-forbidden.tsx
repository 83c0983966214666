import { useTranslations } from "next-intl";
import { EmptyState } from "#components/feedback/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { paths } from "#lib/paths.ts";
import type { Level } from "#lib/resources/vm/access.ts";

/** Why this page is not for this person, and who can help. */
export const CreateForbidden = ({ tenant, level }: { tenant: string; level: Level }) => {
  const t = useTranslations("create.forbidden");
  return (
    <>
      <h1 className="sr-only">{t("title", { tenant })}</h1>
      <EmptyState
        drawing="lens"
        title={t("title", { tenant })}
        action={
          <LinkButton href={paths.vms(tenant)} kind="primary">
            {t("back")}
          </LinkButton>
        }
      >
        {t("body", { level: t(`level.${level}`) })}
      </EmptyState>
    </>
  );
};
