import { useTranslations } from "next-intl";
import { Mono } from "#components/ui/text.tsx";
import type { PersonView } from "#lib/resources/tenant/view.ts";
import { Messages } from "./messages.tsx";
import { PlainPage } from "./plain-page.tsx";
import { SignOutButton } from "./sign-out.tsx";

/** Signed in, but no group opens a tenant. Names the groups, because whoever grants access will ask for them. */
export const NoTenant = ({ person }: { person: PersonView }) => {
  const t = useTranslations("shell");
  return (
    <PlainPage
      title={t("noTenant.title")}
      action={
        <Messages areas={["shell"]}>
          <SignOutButton />
        </Messages>
      }
    >
      <p>{t("noTenant.body", { name: person.name })}</p>
      <p className="mt-3 text-sm">
        {person.groups.length > 0 ? (
          <>
            {t("noTenant.groups")}: <Mono className="break-all">{person.groups.slice(0, 20).join(", ")}</Mono>
          </>
        ) : (
          t("noTenant.noGroups")
        )}
      </p>
    </PlainPage>
  );
};
