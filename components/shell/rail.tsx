"use client";
import { PanelLeftClose, PanelLeftOpen } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { cx } from "#components/ui/cx.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Link } from "#components/ui/link.tsx";
import { Mark } from "#components/ui/mark.tsx";
import { railCookie } from "#lib/cookie-text.ts";
import { paths } from "#lib/paths.ts";
import { useLiveList } from "./live.tsx";
import { LiveBadge } from "./live-badge.tsx";
import { NavLink } from "./nav-link.tsx";
import { PersonMenu } from "./person-menu.tsx";
import { placesOf } from "./places.ts";
import { keepPreference } from "./preference.ts";
import type { ShellFacts } from "./shell-facts.ts";
import { TenantSwitcher } from "./tenant-switcher.tsx";

/** The left rail: tenant, places, connection, person. */
export const Rail = ({ facts, collapsed: collapsedAtFirst }: { facts: ShellFacts; collapsed: boolean }) => {
  const t = useTranslations("shell");
  const [collapsed, setCollapsed] = useState(collapsedAtFirst);
  const machines = useLiveList()?.rows.length;
  const { tenant, tenants, person, level, theme } = facts;

  const handleToggle = () => {
    keepPreference(railCookie, collapsed ? "" : "collapsed");
    setCollapsed(!collapsed);
  };

  return (
    <aside
      className={cx(
        "flex shrink-0 flex-col border-line border-r px-3 pt-3 pb-3 transition-[width] max-md:hidden",
        collapsed ? "w-14" : "w-[220px]",
      )}
    >
      <div className={cx("mb-3 flex items-center justify-between gap-1", collapsed && "flex-col")}>
        <Link
          href={paths.vms(tenant.namespace)}
          aria-label={t("home")}
          className="flex h-8 items-center gap-2.5 rounded-control px-1"
        >
          <Mark className="size-[22px]" />
          {!collapsed && <span className="font-semibold text-section">Porthole</span>}
        </Link>
        <IconButton
          label={t(collapsed ? "expand" : "collapse")}
          aria-expanded={!collapsed}
          icon={
            collapsed ? (
              <PanelLeftOpen aria-hidden="true" className="size-4" />
            ) : (
              <PanelLeftClose aria-hidden="true" className="size-4" />
            )
          }
          onClick={handleToggle}
        />
      </div>
      <TenantSwitcher current={tenant} tenants={tenants} look={collapsed ? "tile" : "card"} />
      <nav aria-label={t("navigation")} className="mt-4 flex-1">
        <ul className="flex flex-col gap-0.5">
          {placesOf(tenant.namespace, tenants).map(({ href, label, Icon, exact }) => (
            <li key={label}>
              <NavLink
                href={href}
                label={t(label)}
                icon={<Icon aria-hidden="true" className="size-[18px] shrink-0" />}
                compact={collapsed}
                count={label === "place" ? machines : undefined}
                exact={exact}
              />
            </li>
          ))}
        </ul>
      </nav>
      <div className={cx("flex flex-col gap-1.5 border-line border-t pt-3", collapsed && "items-center")}>
        <div className={cx(!collapsed && "px-1.5 pr-2")}>
          <LiveBadge compact={collapsed} />
        </div>
        <PersonMenu name={person} level={level} theme={theme} look={collapsed ? "letters" : "full"} />
      </div>
    </aside>
  );
};
