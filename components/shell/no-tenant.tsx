import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { Mono } from "#components/ui/text.tsx";
import { api } from "#lib/api/paths.ts";
import type { PersonView } from "#lib/resources/tenant/view.ts";
import { PlainPage } from "./plain-page.tsx";

type NoTenantProps = { person: PersonView; csrfToken: string };

/** Signed in, but no group opens a tenant. Names the groups, because whoever grants access will ask for them. */
export const NoTenant = ({ person, csrfToken }: NoTenantProps) => {
  const t = useTranslations("shell");
  return (
    <PlainPage
      title={t("noTenant.title")}
      action={
        <form method="post" action={api.signOut()}>
          <input type="hidden" name="csrf" value={csrfToken} />
          <Button type="submit">{t("person.signOut")}</Button>
        </form>
      }
    >
      <p>{t("noTenant.body", { name: person.name })}</p>
      <p className="mt-3 text-sm">
        {person.groups.length > 0 ? (
          <>
            {t("noTenant.groups")}: <Mono className="wrap-anywhere">{person.groups.slice(0, 20).join(", ")}</Mono>
          </>
        ) : (
          t("noTenant.noGroups")
        )}
      </p>
    </PlainPage>
  );
};
