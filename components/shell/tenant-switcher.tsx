"use client";
import { ChevronsUpDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ToggleEvent, useId, useRef, useState } from "react";
import { cx } from "#components/ui/cx.ts";
import { later } from "#components/ui/later.tsx";
import { place } from "#components/ui/place.ts";
import { lineage, type TenantView } from "#lib/resources/tenant/view.ts";

const { Part: TenantList, soon: tenantListSoon } = later(async () => (await import("./tenant-list.tsx")).TenantList);

type TenantSwitcherProps = {
  current: TenantView;
  /** Every tenant this person may see; null when the list could not be read. */
  tenants: TenantView[] | null;
  /** `bar`: name only, for the phone's top bar; `tile`: letters only, for the collapsed rail. */
  look?: "card" | "bar" | "tile";
};

/** The tenant one is in, and the way to another. */
export const TenantSwitcher = ({ current, tenants, look = "card" }: TenantSwitcherProps) => {
  const t = useTranslations("shell.tenant");
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);

  const handleToggle = (event: ToggleEvent) => {
    const opening = event.newState === "open";
    setOpen(opening);
    if (opening && panel.current && button.current) place(panel.current, button.current, "below-start");
  };

  return (
    <>
      <button
        ref={button}
        type="button"
        popoverTarget={id}
        onPointerEnter={tenantListSoon}
        onFocus={tenantListSoon}
        aria-label={t("switch", { name: current.name })}
        aria-expanded={open}
        data-tip={look === "tile" ? current.name : undefined}
        className={cx(
          "flex min-w-0 items-center text-left transition-colors",
          look === "card" &&
            "h-12 w-full gap-2.5 rounded-card border border-line bg-surface px-2 hover:border-line-strong",
          look === "bar" && "h-10 max-w-full gap-1.5 rounded-control px-1.5",
          look === "tile" && "mx-auto rounded-control",
        )}
      >
        {look !== "bar" && <Letters name={current.name} />}
        {look !== "tile" && (
          <span className="min-w-0 flex-1">
            <span className="block truncate font-semibold">{current.name}</span>
            {look === "card" && (
              <span className="block truncate text-ink-3 text-xs">{lineage(current).join(" / ")}</span>
            )}
          </span>
        )}
        {look !== "tile" && <ChevronsUpDown aria-hidden="true" className="size-4 shrink-0 text-ink-3" />}
      </button>
      <div
        ref={panel}
        id={id}
        popover="auto"
        onToggle={handleToggle}
        className="fixed inset-auto m-0 max-h-[min(460px,75dvh)] w-80 max-w-[calc(100vw-16px)] overflow-hidden rounded-card border border-line bg-surface text-ink shadow-float"
      >
        {open && <TenantList current={current} tenants={tenants} onChosen={() => panel.current?.hidePopover()} />}
      </div>
    </>
  );
};

const Letters = ({ name }: { name: string }) => (
  <span
    aria-hidden="true"
    className="flex size-7 shrink-0 items-center justify-center rounded-control bg-accent-soft font-semibold text-accent text-xs uppercase"
  >
    {name.slice(0, 2)}
  </span>
);
