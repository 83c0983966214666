"use client";
import { useSettings } from "../edit/use-settings.ts";
import { StaleNotice } from "../stale-notice.tsx";
import { useFramedVm } from "../vm-frame.tsx";
import { AddressesCard } from "./addresses-card.tsx";
import { ExposureCard } from "./exposure-card.tsx";
import { NetworksCard } from "./networks-card.tsx";
import { PortsCard } from "./ports-card.tsx";
import { useReach } from "./use-reach.ts";

/** What of the machine the internet reaches, by which addresses it is reached, and its further networks. */
export const NetworkTab = () => {
  const { tenant, vm: framed } = useFramedVm();
  const vm = useReach(tenant, framed);
  const reading = useSettings(tenant, vm.name);
  return (
    <div className="grid gap-4 lg:grid-cols-[minmax(0,2fr)_minmax(300px,1fr)] lg:gap-5">
      <div className="min-w-0 space-y-4">
        <StaleNotice />
        <ExposureCard tenant={tenant} vm={vm} reading={reading} />
        <PortsCard vm={vm} />
      </div>
      <div className="min-w-0 space-y-4">
        <AddressesCard tenant={tenant} vm={vm} />
        {reading.settings && vm.origin === "platform" && <NetworksCard networks={reading.settings.networks} />}
      </div>
    </div>
  );
};
