"use client";
import { ChevronDown, Play, RotateCw, Square } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { buttonClass } from "#components/ui/button-class.ts";
import { Menu } from "#components/ui/menu.tsx";
import type { PowerAction } from "#lib/api/requests.ts";
import type { VmAccess } from "#lib/resources/vm/access.ts";
import { permitFor } from "#lib/resources/vm/actions.ts";
import type { VmView } from "#lib/resources/vm/view.ts";

const icons = { start: Play, stop: Square, restart: RotateCw } as const;

type VmPowerProps = {
  vm: VmView;
  access: VmAccess;
  /** The action that was asked for and has not shown yet. */
  underWay: PowerAction | null;
  onAsk: (action: PowerAction) => void;
};

/** The one power action that makes sense now as a button, the others in its menu; what is refused says why. */
export const VmPower = ({ vm, access, underWay, onAsk }: VmPowerProps) => {
  const t = useTranslations("vm.actions");
  const verb = useTranslations("actions.verb");
  const why = useTranslations("actions.reasons");
  const reasonOf = (action: PowerAction): string | null => {
    const permit = permitFor(action, vm, access);
    return permit.allowed ? null : why(permit.reason);
  };
  const first: PowerAction = isOff(vm) ? "start" : "stop";
  const others: PowerAction[] = first === "start" ? ["stop", "restart"] : ["restart", "start"];
  const Icon = icons[first];
  return (
    <div className="flex">
      <Button
        icon={<Icon aria-hidden="true" className="size-4" />}
        className="rounded-r-none"
        busy={underWay !== null}
        disabledReason={reasonOf(first)}
        onClick={() => onAsk(first)}
      >
        {underWay ? t(`working.${underWay}`) : verb(first)}
      </Button>
      <Menu
        label={t("more")}
        trigger={<ChevronDown aria-hidden="true" className="size-4" />}
        triggerClass={buttonClass("secondary", "normal", "-ml-px rounded-l-none px-2")}
        items={() =>
          others.map((action) => {
            const ItemIcon = icons[action];
            return {
              id: action,
              label: verb(action),
              icon: <ItemIcon aria-hidden="true" className="size-4" />,
              disabledReason: underWay ? t(`working.${underWay}`) : reasonOf(action),
              onSelect: () => onAsk(action),
            };
          })
        }
      />
    </div>
  );
};

/** Whether "Start" is what a person looks for: it is off, or meant to be off while its disk is prepared. */
const isOff = ({ state, runStrategy }: VmView): boolean =>
  state === "stopped" || (runStrategy === "Halted" && (state === "provisioning" || state === "unknown"));
