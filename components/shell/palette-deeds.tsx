import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { PowerDialog } from "#components/vm/power-dialog.tsx";
import { PowerOutcome } from "#components/vm/power-outcome.tsx";
import { useRowPower } from "#components/vms/use-row-power.ts";
import { client } from "#lib/api/client.ts";
import type { PowerAction } from "#lib/api/requests.ts";
import { shownNameOfVm } from "#lib/resources/names.ts";
import { type AccessView, unaskedAccess } from "#lib/resources/vm/access.ts";
import { accessTo } from "#lib/resources/vm/access-to.ts";
import { type ConfirmedAction, isConfirmed, permitFor } from "#lib/resources/vm/actions.ts";
import type { VmRow } from "#lib/resources/vm/view.ts";
import { useAccessVersion } from "./live.tsx";
import { PaletteDialog } from "./palette-dialog.tsx";
import type { ShellFacts } from "./shell-facts.ts";

type PaletteDeedsProps = {
  facts: Pick<ShellFacts, "tenant" | "tenants">;
  open: boolean;
  /** What was typed before its field was there. */
  takeTyped: () => string;
  onClose: () => void;
  onHelp: () => void;
};

/** The palette, the question before a stop or restart, and what became of it. */
export const PaletteDeeds = ({ facts, open, takeTyped, onClose, onHelp }: PaletteDeedsProps) => {
  const t = useTranslations("tools.palette");
  const { namespace } = facts.tenant;
  const access = useAccess(namespace, open);
  const power = useRowPower(namespace);
  const [asked, setAsked] = useState<{ row: VmRow; action: ConfirmedAction } | null>(null);
  const accessOf = (name: string) => (access ? accessTo(access, name) : unaskedAccess);
  const permit = asked && permitFor(asked.action, asked.row, accessOf(asked.row.name));

  const handlePower = (row: VmRow, action: PowerAction) => {
    onClose();
    if (isConfirmed(action)) setAsked({ row, action });
    else void power.run(row, action);
  };
  return (
    <>
      {open && (
        <PaletteDialog
          facts={facts}
          takeTyped={takeTyped}
          accessOf={accessOf}
          onClose={onClose}
          onHelp={onHelp}
          onPower={handlePower}
        />
      )}
      <PowerDialog
        action={asked?.action ?? null}
        name={asked ? shownNameOfVm(asked.row.name) : ""}
        runStrategy={asked?.row.runStrategy ?? ""}
        effect={permit?.allowed ? permit.effect : "durable"}
        keeps={permit?.allowed === true && permit.keeps === true}
        onClose={() => setAsked(null)}
        onConfirm={(action) => {
          if (asked) void power.run(asked.row, action);
          setAsked(null);
        }}
      />
      <section
        aria-label={t("group.actions")}
        className="fixed right-4 bottom-20 z-3 max-md:bottom-48 w-[min(420px,calc(100vw-32px))] rounded-card bg-surface shadow-float"
      >
        {power.outcome && (
          <PowerOutcome
            name={shownNameOfVm(power.outcome.row.name)}
            runStrategy={power.outcome.row.runStrategy}
            power={{
              ...power.outcome,
              underWay: null,
              run: (action) => power.outcome && void power.run(power.outcome.row, action),
              dismiss: power.dismiss,
            }}
          />
        )}
      </section>
    </>
  );
};

/** What this person may do here, asked when it is first wanted and again when it has changed; until then the cluster decides at each click. */
const useAccess = (tenant: string, isWanted: boolean): AccessView | null => {
  const version = useAccessVersion();
  const [access, setAccess] = useState<AccessView | null>(null);
  const isKnown = access !== null && (version === null || access.version === version);
  useEffect(() => {
    if (!isWanted || isKnown) return;
    const asking = new AbortController();
    client.access(tenant, asking.signal).then(setAccess, () => {});
    return () => asking.abort();
  }, [tenant, isWanted, isKnown]);
  return access;
};
