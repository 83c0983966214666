"use client";
import { ChevronDown, Ellipsis, Keyboard } from "lucide-react";
import { useTranslations } from "next-intl";
import type { RefObject } from "react";
import { Button } from "#components/ui/button.tsx";
import { buttonClass } from "#components/ui/button-class.ts";
import { Link } from "#components/ui/link.tsx";
import { Mark } from "#components/ui/mark.tsx";
import { Menu } from "#components/ui/menu.tsx";
import type { MenuEntry } from "#components/ui/menu-items.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { useStateWord, VmStateDot } from "#components/vms/vm-state.tsx";
import type { ConsoleKind } from "#lib/api/requests.ts";
import { paths } from "#lib/paths.ts";
import { tenantOf } from "#lib/resources/tenant/view.ts";
import type { VmRow } from "#lib/resources/vm/view.ts";
import { type Tool, ToolButton, toolItems } from "./tool.tsx";
import { useRoving } from "./use-roving.ts";

type ConsoleBarProps = {
  tenant: string;
  name: string;
  /** Says which machine this is, where no page around it does. */
  identity: { row: VmRow | null } | null;
  kind: ConsoleKind;
  onKind: (kind: ConsoleKind) => void;
  keys: readonly MenuEntry[];
  /** Why no key can be sent by this person at all. */
  keysRefusal: string | null;
  tools: readonly Tool[];
  /** Where the keyboard goes when the console lets go of it. */
  ref: RefObject<HTMLDivElement | null>;
};

/** The bar above a console: which machine, which of its consoles, what can be done. */
export const ConsoleBar = ({
  tenant,
  name,
  identity,
  kind,
  onKind,
  keys,
  keysRefusal,
  tools,
  ref,
}: ConsoleBarProps) => {
  const t = useTranslations("console");
  const roving = useRoving(ref);
  const main = tools.filter((tool) => !tool.aside);
  const others = tools.filter((tool) => tool.aside);
  const keysFace = (
    <>
      <Keyboard aria-hidden="true" className="size-4" />
      <span className="max-md:hidden">{t("tools.keys")}</span>
      <ChevronDown aria-hidden="true" className="size-3.5 max-md:hidden" />
    </>
  );
  return (
    <header className="flex h-12 shrink-0 items-center gap-4 border-line border-b bg-surface px-4 max-md:h-14 max-md:gap-2 max-md:px-2">
      {identity && <Identity tenant={tenant} name={name} row={identity.row} />}
      <Segmented
        label={t("kind.label")}
        options={[
          { value: "vnc", label: t("kind.vnc") },
          { value: "serial", label: t("kind.serial") },
        ]}
        value={kind}
        onChange={onKind}
      />
      <div
        ref={ref}
        role="toolbar"
        aria-label={t("regions.toolbar")}
        tabIndex={-1}
        {...roving}
        className="ml-auto flex items-center gap-1 rounded-control"
      >
        {keysRefusal ? (
          <Button
            kind="ghost"
            aria-label={t("tools.keysFor", { name })}
            disabledReason={keysRefusal}
            className="max-md:px-2"
          >
            {keysFace}
          </Button>
        ) : (
          <Menu
            label={t("tools.keysFor", { name })}
            tip={false}
            triggerClass={buttonClass("ghost", "normal", "max-md:px-2")}
            trigger={keysFace}
            items={keys}
          />
        )}
        <span aria-hidden="true" className="mx-1.5 h-5 w-px bg-line max-lg:hidden" />
        <div className="flex items-center gap-1 max-lg:hidden">
          {main.map((tool) => (
            <ToolButton key={tool.id} tool={tool} />
          ))}
          {others.length > 0 && <More label={t("tools.more")} tools={others} />}
        </div>
        <div className="lg:hidden">
          <More label={t("tools.more")} tools={tools} />
        </div>
      </div>
    </header>
  );
};

const More = ({ label, tools }: { label: string; tools: readonly Tool[] }) => (
  <Menu
    label={label}
    triggerClass={buttonClass("ghost", "normal", "px-2")}
    trigger={<Ellipsis aria-hidden="true" className="size-4" />}
    items={menuOf(tools)}
  />
);

/** What only does something comes first, then each choice below its heading. */
const menuOf = (tools: readonly Tool[]): MenuEntry[] => [
  ...tools.filter((tool) => !("items" in tool)).flatMap(toolItems),
  ...tools.filter((tool) => "items" in tool).flatMap(toolItems),
];

const Identity = ({ tenant, name, row }: { tenant: string; name: string; row: VmRow | null }) => {
  const t = useTranslations("console");
  const word = useStateWord();
  return (
    <div className="flex min-w-0 items-center gap-2.5">
      <Link
        href={paths.vm(tenant, name)}
        aria-label={t("back", { name })}
        data-tip={t("back", { name })}
        className="rounded-full max-md:hidden"
      >
        <Mark className="size-5" />
      </Link>
      {row && (
        <span data-tip={word(row)} className="flex">
          <VmStateDot vm={row} />
          <span className="sr-only">{t("machineState", { state: word(row) })}</span>
        </span>
      )}
      <h1 className="truncate font-semibold text-section">{name}</h1>
      <span className="truncate text-ink-3 text-section max-md:hidden">{tenantOf(tenant).name}</span>
    </div>
  );
};
