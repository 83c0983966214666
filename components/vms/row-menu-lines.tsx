import {
  Copy,
  CopyPlus,
  MonitorPlay,
  Play,
  PowerOff,
  RotateCw,
  Square,
  SquareCheck,
  SquareTerminal,
  Trash2,
} from "lucide-react";
import { useParams, useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { type MenuEntry, type MenuItem, MenuItems } from "#components/ui/menu-items.tsx";
import type { ConsoleKind } from "#lib/api/requests.ts";
import { watchPermit } from "#lib/console/boot/watch-kind.ts";
import { paths } from "#lib/paths.ts";
import type { VmAccess } from "#lib/resources/vm/access.ts";
import { type ConfirmedAction, createPermit, type Permit, permitFor } from "#lib/resources/vm/actions.ts";
import { consolePermit } from "#lib/resources/vm/console-permit.ts";
import type { VmRow } from "#lib/resources/vm/view.ts";
import { bulkSoon } from "./bulk-parts.ts";
import { powerPartsSoon } from "./power-parts.ts";

const actions = [
  ["start", Play],
  ["stop", Square],
  ["restart", RotateCw],
  ["force-stop", PowerOff],
] as const;

/** What a row asks for; the rest is on the machine's own page. */
export type RowAction = "start" | ConfirmedAction;

/** What is done without a question answers whether it was accepted. */
export type OnPower = (row: VmRow, action: RowAction, effect: Effect) => Promise<boolean> | undefined;

export type PowerLinesProps = {
  row: VmRow;
  access: VmAccess;
  onPower: OnPower;
  close: () => void;
};

export type Effect = Extract<Permit, { allowed: true }>["effect"];

export type RowMenuLinesProps = PowerLinesProps & {
  selected: boolean;
  onConsole: (row: VmRow) => void;
  onSelect: (row: VmRow) => void;
  onDelete: (row: VmRow) => void;
};

/** Start, stop, restart as lines of a menu; what cannot be done now says why in its own line. */
const usePowerItems = ({ row, access, onPower }: Omit<PowerLinesProps, "close">): MenuItem[] => {
  const t = useTranslations("actions");
  useEffect(powerPartsSoon, []);
  return actions.map(([action, Icon]) => {
    const permit = permitFor(action, row, access);
    return {
      id: action,
      label:
        permit.allowed && permit.keeps && (action === "start" || action === "stop")
          ? t(`keep.${action}`)
          : t(`verb.${action}`),
      icon: <Icon aria-hidden="true" className="size-4" />,
      danger: action === "force-stop",
      disabledReason: permit.allowed ? null : t(`reasons.${permit.reason}`),
      onSelect: () => void (permit.allowed && onPower(row, action, permit.effect)),
    };
  });
};

export const PowerLines = ({ close, ...props }: PowerLinesProps) => (
  <MenuItems items={usePowerItems(props)} onDone={close} />
);

const iconClass = "size-4";

/** Everything a row offers. */
export const RowMenuLines = ({ row, access, onPower, close, selected, ...on }: RowMenuLinesProps) => {
  const t = useTranslations("vms");
  const action = useTranslations("actions");
  const power = usePowerItems({ row, access, onPower });
  useEffect(bulkSoon, []);
  const screen = consolePermit(row, access);
  const removal = permitFor("delete", row, access);
  const creation = createPermit(access);
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
  const router = useRouter();
  const { tenant } = useParams<{ tenant: string }>();
  const watch = watchPermit(row, access);
  const handleWatch = async (kind: ConsoleKind): Promise<void> => {
    const here = location.pathname;
    const isStarted = await onPower(row, "start", "durable");
    // Who has gone on meanwhile is left alone.
    if (isStarted && location.pathname === here) router.push(paths.vmConsole(tenant, row.name, kind, true));
  };
  const items: MenuEntry[] = [
    {
      id: "console",
      label: action("verb.vnc"),
      icon: <SquareTerminal aria-hidden="true" className={iconClass} />,
      disabledReason: screen.allowed ? null : action(`reasons.${screen.reason}`),
      onSelect: () => on.onConsole(row),
    },
    ...power.slice(0, 1),
    ...(watch
      ? [
          {
            id: "watch",
            label: action("verb.watch"),
            icon: <MonitorPlay aria-hidden="true" className={iconClass} />,
            onSelect: () => void handleWatch(watch),
          },
        ]
      : []),
    ...power.slice(1),
    ...(copies.length > 0 ? [{ id: "copies", heading: null }, ...copies] : []),
    { id: "more", heading: null },
    {
      id: "select",
      label: t(selected ? "unselect" : "select"),
      icon: <SquareCheck aria-hidden="true" className={iconClass} />,
      onSelect: () => on.onSelect(row),
    },
    {
      id: "like",
      label: t("like"),
      icon: <CopyPlus aria-hidden="true" className={iconClass} />,
      disabledReason: creation.allowed ? null : action(`reasons.${creation.reason}`),
      onSelect: () => router.push(paths.vmLike(tenant, row.name)),
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
  return <MenuItems items={items} onDone={close} />;
};
