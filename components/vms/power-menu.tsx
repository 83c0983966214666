import { Play, Power, RotateCw, Square } from "lucide-react";
import { useTranslations } from "next-intl";
import { iconButtonClass } from "#components/ui/icon-button-class.ts";
import { Menu, type MenuItem } from "#components/ui/menu.tsx";
import { Spinner } from "#components/ui/spinner.tsx";
import type { PowerAction } from "#lib/api/requests.ts";
import { shownNameOfVm } from "#lib/resources/names.ts";
import type { VmAccess } from "#lib/resources/vm/access.ts";
import { permitFor } from "#lib/resources/vm/actions.ts";
import type { VmRow } from "#lib/resources/vm/view.ts";
import { powerPartsSoon } from "./power-parts.ts";

const actions = [
  ["start", Play],
  ["stop", Square],
  ["restart", RotateCw],
] as const;

export type PowerMenuProps = {
  row: VmRow;
  access: VmAccess;
  busy: boolean;
  tabIndex: number;
  onPower: (row: VmRow, action: PowerAction) => void;
};

/** Start, stop, restart as lines of a menu; what cannot be done now says why in its own line. */
export const usePowerItems = ({ row, access, onPower }: Pick<PowerMenuProps, "row" | "access" | "onPower">) => {
  const t = useTranslations("actions");
  return (): MenuItem[] =>
    actions.map(([action, Icon]) => {
      const permit = permitFor(action, row, access);
      return {
        id: action,
        label: t(`verb.${action}`),
        icon: <Icon aria-hidden="true" className="size-4" />,
        disabledReason: permit.allowed ? null : t(`reasons.${permit.reason}`),
        onSelect: () => onPower(row, action),
      };
    });
};

/** Power of one row. */
export const PowerMenu = ({ row, access, busy, tabIndex, onPower }: PowerMenuProps) => {
  const t = useTranslations("actions");
  const items = usePowerItems({ row, access, onPower });
  return (
    <Menu
      label={t("power", { name: shownNameOfVm(row.name) })}
      tabIndex={tabIndex}
      triggerClass={iconButtonClass}
      trigger={busy ? <Spinner /> : <Power aria-hidden="true" className="size-4" />}
      items={items}
      onOpen={powerPartsSoon}
    />
  );
};
