import { Copy, EllipsisVertical, SquareTerminal } from "lucide-react";
import { useTranslations } from "next-intl";
import { Menu, type MenuEntry } from "#components/ui/menu.tsx";
import { Spinner } from "#components/ui/spinner.tsx";
import { shownNameOfVm } from "#lib/resources/names.ts";
import { consolePermit } from "#lib/resources/vm/actions.ts";
import type { VmRow } from "#lib/resources/vm/view.ts";
import { type PowerMenuProps, usePowerItems } from "./power-menu.tsx";
import { powerPartsSoon } from "./power-parts.ts";

/** Everything a row offers, in one menu: on a phone there is no room for its buttons. */
export const CardMenu = ({
  row,
  access,
  busy,
  tabIndex,
  onPower,
  onConsole,
}: PowerMenuProps & { onConsole: (row: VmRow) => void }) => {
  const t = useTranslations("vms");
  const action = useTranslations("actions");
  const power = usePowerItems({ row, access, onPower });
  const items = (): MenuEntry[] => {
    const permit = consolePermit(row, access);
    const copies = (["public", "private"] as const).flatMap((kind): MenuEntry[] => {
      const address = row.addresses[kind];
      if (!address) return [];
      return [
        {
          id: kind,
          label: t(kind === "public" ? "address.copyPublic" : "address.copyPrivate"),
          detail: address,
          icon: <Copy aria-hidden="true" className="size-4" />,
          onSelect: () => void navigator.clipboard.writeText(address),
        },
      ];
    });
    return [
      {
        id: "console",
        label: action("verb.vnc"),
        icon: <SquareTerminal aria-hidden="true" className="size-4" />,
        disabledReason: permit.allowed ? null : action(`reasons.${permit.reason}`),
        onSelect: () => onConsole(row),
      },
      ...power(),
      ...(copies.length > 0 ? [{ id: "copies", heading: null }, ...copies] : []),
    ];
  };
  return (
    <Menu
      label={t("more", { name: shownNameOfVm(row.name) })}
      tabIndex={tabIndex}
      tip={false}
      triggerClass="flex h-16 w-9 items-center justify-center rounded-control text-ink-2"
      trigger={busy ? <Spinner /> : <EllipsisVertical aria-hidden="true" className="size-5" />}
      items={items}
      onOpen={powerPartsSoon}
    />
  );
};
