"use client";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { cx } from "#components/ui/cx.ts";
import { Link } from "#components/ui/link.tsx";

type NavLinkProps = {
  href: string;
  label: string;
  icon: ReactNode;
  compact: boolean;
  count?: number | null;
  /** Other places lie below its address: only its own page counts. */
  exact?: boolean;
};

/** A place of the rail; it is current on its own page and on those below and beside it (`vms`, `vms-new`). */
export const NavLink = ({ href, label, icon, compact, count, exact = false }: NavLinkProps) => {
  const here = usePathname();
  const current = exact ? here === href : here.startsWith(href);
  return (
    <Link
      href={href}
      aria-current={here === href ? "page" : current ? "true" : undefined}
      aria-label={compact ? label : undefined}
      data-tip={compact ? label : undefined}
      className={cx(
        "flex h-8 items-center gap-2.5 rounded-control font-medium transition-colors",
        compact ? "justify-center" : "px-2",
        current ? "bg-pressed text-ink" : "text-ink-2 hover:bg-raised hover:text-ink",
      )}
    >
      {icon}
      {!compact && <span className="min-w-0 flex-1 truncate">{label}</span>}
      {!compact && count !== null && count !== undefined && (
        <span className="font-normal text-ink-2 text-xs">{count}</span>
      )}
    </Link>
  );
};
