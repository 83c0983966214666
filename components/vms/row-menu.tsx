import { Copy, EllipsisVertical, SquareCheck, SquareTerminal, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { iconButtonClass } from "#components/ui/icon-button-class.ts";
import { Menu, type MenuEntry } from "#components/ui/menu.tsx";
import { Spinner } from "#components/ui/spinner.tsx";
import { shownNameOfVm } from "#lib/resources/names.ts";
import { consolePermit, permitFor } from "#lib/resources/vm/actions.ts";
import type { VmRow } from "#lib/resources/vm/view.ts";
import { bulkSoon } from "./bulk-parts.ts";
import { type PowerMenuProps, usePowerItems } from "./power-menu.tsx";
import { powerPartsSoon } from "./power-parts.ts";

type RowMenuProps = PowerMenuProps & {
  /** The row is a card: this is all that it offers. */
  card: boolean;
  selected: boolean;
  onConsole: (row: VmRow) => void;
  onSelect: (row: VmRow) => void;
  onDelete: (row: VmRow) => void;
};

const iconClass = "size-4";

/** Everything a row offers, in one menu. */
export const RowMenu = ({ row, access, busy, tabIndex, onPower, card, selected, ...on }: RowMenuProps) => {
  const t = useTranslations("vms");
  const action = useTranslations("actions");
  const power = usePowerItems({ row, access, onPower });
  const items = (): MenuEntry[] => {
    const screen = consolePermit(row, access);
    const removal = permitFor("delete", row, access);
    const copies = (["public", "private"] as const).flatMap((kind): MenuEntry[] => {
      const address = row.addresses[kind];
      if (!address) return [];
      return [
        {
          id: kind,
          label: t(kind === "public" ? "address.copyPublic" : "address.copyPrivate"),
          detail: address,
          icon: <Copy aria-hidden="true" className={iconClass} />,
          onSelect: () => void navigator.clipboard.writeText(address),
        },
      ];
    });
    return [
      {
        id: "console",
        label: action("verb.vnc"),
        icon: <SquareTerminal aria-hidden="true" className={iconClass} />,
        disabledReason: screen.allowed ? null : action(`reasons.${screen.reason}`),
        onSelect: () => on.onConsole(row),
      },
      ...power(),
      ...(copies.length > 0 ? [{ id: "copies", heading: null }, ...copies] : []),
      { id: "more", heading: null },
      {
        id: "select",
        label: t(selected ? "unselect" : "select"),
        icon: <SquareCheck aria-hidden="true" className={iconClass} />,
        onSelect: () => on.onSelect(row),
      },
      {
        id: "delete",
        label: t("delete"),
        icon: <Trash2 aria-hidden="true" className={iconClass} />,
        danger: true,
        disabledReason: removal.allowed ? null : action(`reasons.${removal.reason}`),
        onSelect: () => on.onDelete(row),
      },
    ];
  };
  return (
    <Menu
      label={t("more", { name: shownNameOfVm(row.name) })}
      tabIndex={tabIndex}
      tip={!card}
      triggerClass={card ? "flex h-16 w-9 items-center justify-center rounded-control text-ink-2" : iconButtonClass}
      trigger={
        busy && card ? <Spinner /> : <EllipsisVertical aria-hidden="true" className={card ? "size-5" : "size-4"} />
      }
      items={items}
      onOpen={() => {
        powerPartsSoon();
        bulkSoon();
      }}
    />
  );
};
