"use client";
import { Check, ChevronsUpDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ToggleEvent, useId, useRef, useState } from "react";
import { cx } from "#components/ui/cx.ts";
import { Link } from "#components/ui/link.tsx";
import { place } from "#components/ui/place.ts";
import { TextInput } from "#components/ui/text-input.tsx";
import { paths } from "#lib/paths.ts";
import type { TenantView } from "#lib/resources/tenant/view.ts";

const searchFrom = 8;

type TenantSwitcherProps = {
  current: TenantView;
  /** Every tenant this person may see; null when the list could not be read. */
  tenants: TenantView[] | null;
  /** `bar`: name only, for the phone's top bar; `tile`: letters only, for the collapsed rail. */
  look?: "card" | "bar" | "tile";
};

const lineage = ({ ancestors, name }: TenantView) => [...ancestors, name];

/** Parents directly before their children. */
const inOrder = (tenants: TenantView[]): TenantView[] =>
  [...tenants].sort((a, b) => {
    const left = lineage(a).join("\u0000");
    const right = lineage(b).join("\u0000");
    return left < right ? -1 : left > right ? 1 : 0;
  });

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
        aria-label={t("switch", { name: current.name })}
        aria-expanded={open}
        data-tip={look === "tile" ? current.name : undefined}
        className={cx(
          "flex min-w-0 items-center text-left transition-colors",
          look === "card" &&
            "h-12 w-full gap-2.5 rounded-card border border-line bg-surface px-2 hover:border-line-strong",
          look === "bar" && "h-10 gap-1.5 rounded-control px-1.5",
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
        className="fixed inset-auto m-0 w-72 max-w-[calc(100vw-16px)] overflow-hidden rounded-card border border-line bg-surface text-ink shadow-float"
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

type TenantListProps = { current: TenantView; tenants: TenantView[] | null; onChosen: () => void };

const TenantList = ({ current, tenants, onChosen }: TenantListProps) => {
  const t = useTranslations("shell.tenant");
  const [text, setText] = useState("");
  if (!tenants) return <p className="p-3 text-ink-2 text-sm">{t("failed")}</p>;
  const wanted = text.trim().toLowerCase();
  const found = inOrder(tenants).filter(({ namespace }) => namespace.includes(wanted));
  const shallowest = Math.min(...found.map(({ ancestors }) => ancestors.length));
  return (
    <nav aria-label={t("title")} className="flex max-h-[min(420px,70dvh)] flex-col">
      {tenants.length > searchFrom && (
        <div className="border-line border-b p-2">
          <TextInput
            type="search"
            autoFocus
            aria-label={t("search")}
            placeholder={t("search")}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </div>
      )}
      {found.length === 0 && <p className="p-3 text-ink-2 text-sm">{t("none", { text })}</p>}
      <ul className="overflow-y-auto p-1">
        {found.map((tenant) => {
          const chosen = tenant.namespace === current.namespace;
          return (
            <li key={tenant.namespace}>
              <Link
                href={paths.vms(tenant.namespace)}
                aria-current={chosen ? "true" : undefined}
                onClick={onChosen}
                style={{ paddingInlineStart: `${8 + (wanted ? 0 : tenant.ancestors.length - shallowest) * 14}px` }}
                className="flex min-h-9 items-center gap-2 rounded-control py-1 pr-2 -outline-offset-2 hover:bg-raised"
              >
                <span className="min-w-0 flex-1">
                  <span className={cx("block truncate", chosen && "font-semibold")}>{tenant.name}</span>
                  {wanted && <span className="block truncate text-ink-3 text-xs">{lineage(tenant).join(" / ")}</span>}
                </span>
                {chosen && <Check aria-hidden="true" className="size-4 shrink-0 text-accent" />}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
};
