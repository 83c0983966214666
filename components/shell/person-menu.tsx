"use client";
import { LogOut, MonitorX } from "lucide-react";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";
import { cx } from "#components/ui/cx.ts";
import { Menu, type MenuEntry } from "#components/ui/menu.tsx";
import { languageCookie, languageNames, languages, localeOf } from "#lib/i18n/languages.ts";
import type { Level } from "#lib/resources/vm/access.ts";
import { type Theme, themeCookie, themes } from "#lib/theme.ts";
import { keepPreference } from "./preference.ts";
import { signOut, signOutSoon } from "./sign-out.tsx";

type PersonMenuProps = {
  name: string;
  level: Level | null;
  theme: Theme;
  /** `full`: name and role beside the letters. */
  look?: "full" | "letters";
};

const initials = (name: string): string => {
  const parts = name.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const letters = parts.length > 1 ? parts.slice(0, 2).map((part) => part[0]) : [parts[0]?.slice(0, 2)];
  return letters.join("").toUpperCase() || "?";
};

/** Who is signed in, with what role here; language, appearance, signing out. */
export const PersonMenu = ({ name, level, theme, look = "full" }: PersonMenuProps) => {
  const t = useTranslations("shell");
  const locale = useLocale();
  const router = useRouter();

  const choose = (cookie: string, value: string) => {
    keepPreference(cookie, value);
    router.refresh();
  };

  const items: MenuEntry[] = [
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
  ];

  return (
    <Menu
      label={t("person.menu", { name })}
      tip={look === "letters"}
      align={look === "letters" ? "end" : "start"}
      triggerClass={cx(
        "flex min-w-0 items-center gap-2 rounded-control text-left text-sm transition-colors hover:bg-raised",
        look === "full" ? "h-9 w-full px-1.5" : "size-9 justify-center",
      )}
      trigger={
        <>
          <span
            aria-hidden="true"
            className="flex size-6 shrink-0 items-center justify-center rounded-full bg-pressed font-semibold text-[10px] text-ink-2"
          >
            {initials(name)}
          </span>
          {look === "full" && <span className="min-w-0 flex-1 truncate text-ink-2">{name}</span>}
          {look === "full" && level && <Badge>{t(`level.${level}`)}</Badge>}
        </>
      }
      header={
        <>
          <p className="truncate font-semibold text-sm">{name}</p>
          {level && <p className="mt-0.5 text-ink-2 text-xs">{t(`level.about.${level}`)}</p>}
        </>
      }
      items={items}
      onOpen={signOutSoon}
    />
  );
};
