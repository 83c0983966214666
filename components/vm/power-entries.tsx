import {
  ArrowRightLeft,
  type LucideIcon,
  Pause,
  Play,
  PowerOff,
  RotateCcw,
  RotateCw,
  Square,
  StepForward,
  Zap,
} from "lucide-react";
import type { MenuEntry } from "#components/ui/menu-items.tsx";
import {
  type ActionAccess,
  type ActionFacts,
  type ActionReason,
  confirmations,
  extraRights,
  isExtra,
  type Permit,
  type PowerActionId,
  permitFor,
  powerActions,
} from "#lib/resources/vm/actions.ts";

export const powerIcons: Readonly<Record<PowerActionId, LucideIcon>> = {
  start: Play,
  stop: Square,
  restart: RotateCw,
  "force-stop": PowerOff,
  pause: Pause,
  unpause: StepForward,
  "soft-reboot": RotateCcw,
  reset: Zap,
  migrate: ArrowRightLeft,
};

/** What is shown to this person: what a stock role has, and of what only an operator grants what was granted. */
const shownPower = (access: ActionAccess): PowerActionId[] =>
  powerActions.filter((action) => !isExtra(action) || access[extraRights[action]]);

type EntriesOf = {
  vm: ActionFacts;
  access: ActionAccess;
  /** Without the one that stands beside the menu. */
  without?: PowerActionId;
  /** Why nothing can be asked now. */
  waits?: string | null;
  words: { labelOf: (action: PowerActionId, permit: Permit) => string; why: (reason: ActionReason) => string };
  onAsk: (action: PowerActionId) => void;
};

/** Power as lines of a menu, what loses something apart; what is refused says why in its own line. */
export const powerEntries = ({ vm, access, without, waits = null, words, onAsk }: EntriesOf): MenuEntry[] => {
  const entryOf = (action: PowerActionId): MenuEntry => {
    const permit = permitFor(action, vm, access);
    const Icon = powerIcons[action];
    return {
      id: action,
      label: words.labelOf(action, permit),
      icon: <Icon aria-hidden="true" className="size-4" />,
      danger: confirmations[action] === "danger",
      disabledReason: waits ?? (permit.allowed ? null : words.why(permit.reason)),
      onSelect: () => onAsk(action),
    };
  };
  const shown = shownPower(access).filter((action) => action !== without);
  const isLossy = (action: PowerActionId) => confirmations[action] === "danger";
  const lossy = shown.filter(isLossy).map(entryOf);
  return [
    ...shown.filter((action) => !isLossy(action)).map(entryOf),
    ...(lossy.length > 0 ? [{ id: "lossy", heading: null }, ...lossy] : []),
  ];
};
