"use client";
import { useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";
import { cx } from "#components/ui/cx.ts";
import { later } from "#components/ui/later.tsx";
import { MenuButton } from "#components/ui/menu-button.tsx";
import type { Level } from "#lib/resources/vm/access.ts";
import type { Theme } from "#lib/theme.ts";

const lines = later(async () => (await import("./person-lines.tsx")).PersonLines);

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

/** Who is signed in, with what role here, and the way to what is theirs to choose. */
export const PersonMenu = ({ name, level, theme, look = "full" }: PersonMenuProps) => {
  const t = useTranslations("shell");
  return (
    <MenuButton
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
      onReach={lines.soon}
    >
      {(close) => <lines.Part {...{ name, level, theme, close }} />}
    </MenuButton>
  );
};
