"use client";
import { ChevronDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { buttonClass } from "#components/ui/button-class.ts";
import { Menu } from "#components/ui/menu.tsx";
import type { PowerAction } from "#lib/api/requests.ts";
import type { VmAccess } from "#lib/resources/vm/access.ts";
import { type Permit, permitFor } from "#lib/resources/vm/actions.ts";
import type { VmView } from "#lib/resources/vm/view.ts";
import { powerEntries, powerIcons } from "./power-entries.tsx";

type VmPowerProps = {
  vm: VmView;
  access: VmAccess;
  /** The action that was asked for and has not shown yet. */
  underWay: PowerAction | null;
  onAsk: (action: PowerAction) => void;
};

/** What an action is called; one that only makes last what is so already is called by that. */
export const usePowerLabel = () => {
  const t = useTranslations("actions");
  return (action: PowerAction, permit: Permit): string =>
    permit.allowed && permit.keeps && (action === "start" || action === "stop")
      ? t(`keep.${action}`)
      : t(`verb.${action}`);
};

/** The one power action that makes sense now as a button, the others in its menu; what is refused says why. */
export const VmPower = ({ vm, access, underWay, onAsk }: VmPowerProps) => {
  const t = useTranslations("vm.actions");
  const why = useTranslations("actions.reasons");
  const labelOf = usePowerLabel();
  const first = firstOf(vm, access);
  const permit = permitFor(first, vm, access);
  const Icon = powerIcons[first];
  return (
    <div className="flex">
      <Button
        icon={<Icon aria-hidden="true" className="size-4" />}
        className="rounded-r-none"
        busy={underWay !== null}
        disabledReason={permit.allowed ? null : why(permit.reason)}
        onClick={() => onAsk(first)}
      >
        {underWay ? t(`working.${underWay}`) : labelOf(first, permit)}
      </Button>
      <Menu
        label={t("more")}
        trigger={<ChevronDown aria-hidden="true" className="size-4" />}
        triggerClass={buttonClass("secondary", "normal", "-ml-px rounded-l-none px-2")}
        items={() =>
          powerEntries({
            vm,
            access,
            without: first,
            waits: underWay && t(`working.${underWay}`),
            words: { labelOf, why },
            onAsk,
          })
        }
      />
    </div>
  );
};

const firstOf = (vm: VmView, access: VmAccess): PowerAction => {
  if (vm.state === "paused" && access.unpause) return "unpause";
  return isOff(vm) ? "start" : "stop";
};

/** Whether "Start" is what a person looks for: it is off, or meant to be off while its disk is prepared. */
const isOff = ({ state, runStrategy }: VmView): boolean =>
  state === "stopped" || (runStrategy === "Halted" && (state === "provisioning" || state === "unknown"));
