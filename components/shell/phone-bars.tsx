"use client";
import { KeyRound, type LucideIcon, Monitor } from "lucide-react";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { cx } from "#components/ui/cx.ts";
import { Link } from "#components/ui/link.tsx";
import { Mark } from "#components/ui/mark.tsx";
import { paths } from "#lib/paths.ts";
import { LiveBadge } from "./live-badge.tsx";
import { PersonMenu } from "./person-menu.tsx";
import type { ShellFacts } from "./shell-facts.ts";
import { TenantSwitcher } from "./tenant-switcher.tsx";

/** The phone's top bar. */
export const PhoneTopBar = ({ facts }: { facts: ShellFacts }) => {
  const t = useTranslations("shell");
  const { tenant, tenants, person, level, theme } = facts;
  return (
    <div className="flex h-13 shrink-0 items-center gap-2 border-line border-b pr-3 pl-4 md:hidden">
      <Link href={paths.vms(tenant.namespace)} aria-label={t("home")} className="rounded-full">
        <Mark className="size-6" />
      </Link>
      <div className="min-w-0 flex-1">
        <TenantSwitcher current={tenant} tenants={tenants} look="bar" />
      </div>
      <LiveBadge compact />
      <PersonMenu name={person} level={level} theme={theme} look="letters" />
    </div>
  );
};

/** The phone's places, at the thumb. */
export const PhoneNav = ({ facts }: { facts: ShellFacts }) => {
  const t = useTranslations("shell");
  const { namespace } = facts.tenant;
  return (
    <nav
      aria-label={t("navigation")}
      className="shrink-0 border-line border-t bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      <ul className="flex">
        <PhoneLink href={paths.vms(namespace)} label={t("place")} Icon={Monitor} />
        <PhoneLink href={paths.access(namespace)} label={t("access")} Icon={KeyRound} />
      </ul>
    </nav>
  );
};

const PhoneLink = ({ href, label, Icon }: { href: string; label: string; Icon: LucideIcon }) => {
  const here = usePathname();
  const current = here.startsWith(href);
  return (
    <li className="flex-1">
      <Link
        href={href}
        aria-current={here === href ? "page" : current ? "true" : undefined}
        className={cx(
          "flex h-13 flex-col items-center justify-center gap-0.5 text-xs -outline-offset-2",
          current ? "font-medium text-accent" : "text-ink-2",
        )}
      >
        <Icon aria-hidden="true" className="size-5" />
        {label}
      </Link>
    </li>
  );
};
