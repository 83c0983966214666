import { Power } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { powerEntries } from "#components/vm/power-entries.tsx";
import { usePowerLabel } from "#components/vm/vm-power.tsx";
import { LaterPowerDialog, LaterPowerOutcome, powerPartsSoon } from "#components/vms/power-parts.ts";
import { useRowPower } from "#components/vms/use-row-power.ts";
import type { PowerAction } from "#lib/api/requests.ts";
import { shownNameOfVm } from "#lib/resources/names.ts";
import type { VmAccess } from "#lib/resources/vm/access.ts";
import { type ConfirmedAction, isConfirmed, permitFor } from "#lib/resources/vm/actions.ts";
import type { VmRow } from "#lib/resources/vm/view.ts";
import type { Tool } from "../tool.tsx";

type ConsolePowerOf = { tenant: string; row: VmRow | null; access: VmAccess };

/** Power beside the console, by the list's own table and questions. Null tool where nothing is known of the machine. */
export const useConsolePower = ({ tenant, row, access }: ConsolePowerOf) => {
  const t = useTranslations("actions");
  const power = useRowPower(tenant);
  const labelOf = usePowerLabel();
  const [asked, setAsked] = useState<ConfirmedAction | null>(null);
  const isSending = row !== null && power.sending.has(row.name);

  const ask = (action: PowerAction): void => {
    powerPartsSoon();
    if (isConfirmed(action)) setAsked(action);
    else if (row) void power.run(row, action);
  };
  const tool: Tool | null = row && {
    id: "power",
    label: t("power", { name: shownNameOfVm(row.name) }),
    Icon: Power,
    items: powerEntries({
      vm: row,
      access,
      words: { labelOf, why: (reason) => t(`reasons.${reason}`) },
      onAsk: (action) => !isSending && ask(action),
    }),
  };
  const permit = row && asked && permitFor(asked, row, access);
  const dialogs = row && (
    <>
      {asked && permit?.allowed && (
        <LaterPowerDialog
          action={asked}
          name={shownNameOfVm(row.name)}
          runStrategy={row.runStrategy}
          effect={permit.effect}
          keeps={permit.keeps === true}
          onConfirm={(action) => {
            setAsked(null);
            void power.run(row, action);
          }}
          onClose={() => setAsked(null)}
        />
      )}
      {power.outcome && (
        <div className="absolute inset-x-3 bottom-10 flex flex-col">
          <LaterPowerOutcome
            name={shownNameOfVm(row.name)}
            runStrategy={row.runStrategy}
            power={{
              underWay: null,
              done: power.outcome.done,
              failed: power.outcome.failed,
              run: (action) => void power.run(row, action),
              dismiss: power.dismiss,
            }}
          />
        </div>
      )}
    </>
  );
  return { tool, dialogs };
};
