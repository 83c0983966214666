import { EllipsisVertical, Power } from "lucide-react";
import { useTranslations } from "next-intl";
import { iconButtonClass } from "#components/ui/icon-button-class.ts";
import { later } from "#components/ui/later.tsx";
import { MenuButton } from "#components/ui/menu-button.tsx";
import { Spinner } from "#components/ui/spinner.tsx";
import { shownNameOfVm } from "#lib/resources/names.ts";
import type { PowerLinesProps, RowMenuLinesProps } from "./row-menu-lines.tsx";

const powerLines = later(async () => (await import("./row-menu-lines.tsx")).PowerLines);
const rowLines = later(async () => (await import("./row-menu-lines.tsx")).RowMenuLines);

type Button = {
  /** A power action was sent and has not been answered. */
  busy: boolean;
  tabIndex: number;
};

/** Power of one row. */
export const PowerMenu = ({ busy, tabIndex, ...lines }: Omit<PowerLinesProps, "close"> & Button) => {
  const t = useTranslations("actions");
  return (
    <MenuButton
      label={t("power", { name: shownNameOfVm(lines.row.name) })}
      tabIndex={tabIndex}
      triggerClass={iconButtonClass}
      trigger={busy ? <Spinner /> : <Power aria-hidden="true" className="size-4" />}
      onReach={powerLines.soon}
    >
      {(close) => <powerLines.Part {...lines} close={close} />}
    </MenuButton>
  );
};

type RowMenuProps = Omit<RowMenuLinesProps, "close"> &
  Button & {
    /** The row is a card: this is all that it offers. */
    card: boolean;
  };

/** Everything a row offers, in one menu. */
export const RowMenu = ({ busy, tabIndex, card, ...lines }: RowMenuProps) => {
  const t = useTranslations("vms");
  return (
    <MenuButton
      label={t("more", { name: shownNameOfVm(lines.row.name) })}
      tabIndex={tabIndex}
      tip={!card}
      triggerClass={card ? "flex h-16 w-9 items-center justify-center rounded-control text-ink-2" : iconButtonClass}
      trigger={
        busy && card ? <Spinner /> : <EllipsisVertical aria-hidden="true" className={card ? "size-5" : "size-4"} />
      }
      onReach={rowLines.soon}
    >
      {(close) => <rowLines.Part {...lines} close={close} />}
    </MenuButton>
  );
};
