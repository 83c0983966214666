"use client";
import { Ellipsis, type LucideIcon } from "lucide-react";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { cx } from "#components/ui/cx.ts";
import { later } from "#components/ui/later.tsx";
import { Link } from "#components/ui/link.tsx";
import { Mark } from "#components/ui/mark.tsx";
import { MenuButton } from "#components/ui/menu-button.tsx";
import { paths } from "#lib/paths.ts";
import { JumpButton } from "./jump-button.tsx";
import { LiveBadge } from "./live-badge.tsx";
import { PersonMenu } from "./person-menu.tsx";
import { placesOf } from "./places.ts";
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
      <JumpButton compact />
      <PersonMenu name={person} level={level} theme={theme} look="letters" />
    </div>
  );
};

const rest = later(async () => (await import("./more-places.tsx")).MorePlaces);

/** The phone's places, at the thumb; those that do not fit stand behind the last one. */
export const PhoneNav = ({ facts }: { facts: ShellFacts }) => {
  const t = useTranslations("shell");
  const here = usePathname();
  const { tenant, tenants } = facts;
  const places = placesOf(tenant.namespace, tenants);
  const aside = places.filter((place) => place.aside);
  const current = aside.find(({ href }) => here.startsWith(href));
  return (
    <nav
      aria-label={t("navigation")}
      className="shrink-0 border-line border-t bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      <ul className="flex">
        {places.map(({ label, aside, ...place }) => !aside && <PhoneLink key={label} {...place} label={t(label)} />)}
        <li className="min-w-0 flex-1">
          <MenuButton
            label={current ? `${t("more")} – ${t(current.label)}` : t("more")}
            tip={false}
            triggerClass={phoneLinkClass(current !== undefined)}
            trigger={<Face Icon={Ellipsis} label={t("more")} />}
            onReach={rest.soon}
          >
            {(close) => <rest.Part places={aside} close={close} />}
          </MenuButton>
        </li>
      </ul>
    </nav>
  );
};

const phoneLinkClass = (current: boolean): string =>
  cx(
    "flex h-13 w-full flex-col items-center justify-center gap-0.5 text-xs -outline-offset-2",
    current ? "font-medium text-accent" : "text-ink-2",
  );

const Face = ({ Icon, label }: { Icon: LucideIcon; label: string }) => (
  <>
    <Icon aria-hidden="true" className="size-5" />
    <span className="max-w-full truncate px-1">{label}</span>
  </>
);

type PhoneLinkProps = { href: string; label: string; Icon: LucideIcon; exact?: boolean };

const PhoneLink = ({ href, label, Icon, exact = false }: PhoneLinkProps) => {
  const here = usePathname();
  const current = exact ? here === href : here.startsWith(href);
  return (
    <li className="min-w-0 flex-1">
      <Link
        href={href}
        aria-current={here === href ? "page" : current ? "true" : undefined}
        className={phoneLinkClass(current)}
      >
        <Face Icon={Icon} label={label} />
      </Link>
    </li>
  );
};
