import { LogOut, MonitorX } from "lucide-react";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useEffect } from "react";
import { MenuItems } from "#components/ui/menu-items.tsx";
import { languageCookie, languageNames, languages, localeOf } from "#lib/i18n/languages.ts";
import type { Level } from "#lib/resources/vm/access.ts";
import { type Theme, themeCookie, themes } from "#lib/theme.ts";
import { keepPreference } from "./preference.ts";
import { signOut, signOutSoon } from "./sign-out.tsx";

type PersonLinesProps = { name: string; level: Level | null; theme: Theme; close: () => void };

/** Who is signed in, with what role here; language, appearance, signing out. */
export const PersonLines = ({ name, level, theme, close }: PersonLinesProps) => {
  const t = useTranslations("shell");
  const locale = useLocale();
  const router = useRouter();
  useEffect(signOutSoon, []);

  const choose = (cookie: string, value: string) => {
    keepPreference(cookie, value);
    router.refresh();
  };

  return (
    <MenuItems
      onDone={close}
      header={
        <>
          <p className="truncate font-semibold text-sm">{name}</p>
          {level && <p className="mt-0.5 text-ink-2 text-xs">{t(`level.about.${level}`)}</p>}
        </>
      }
      items={[
        { id: "language", heading: t("person.language") },
        ...languages.map((language) => ({
          id: language,
          label: languageNames[language],
          checked: localeOf[language] === locale,
          onSelect: () => choose(languageCookie, language),
        })),
        { id: "theme", heading: t("person.theme") },
        ...themes.map((each) => ({
          id: each,
          label: t(`theme.${each}`),
          checked: each === theme,
          onSelect: () => choose(themeCookie, each),
        })),
        { id: "line", heading: null },
        {
          id: "sign-out",
          label: t("person.signOut"),
          icon: <LogOut aria-hidden="true" className="size-4" />,
          onSelect: () => signOut(),
        },
        {
          id: "everywhere",
          label: t("person.everywhere"),
          icon: <MonitorX aria-hidden="true" className="size-4" />,
          onSelect: () => signOut({ everywhere: true }),
        },
      ]}
    />
  );
};
