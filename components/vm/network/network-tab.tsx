"use client";
import { useFramedVm } from "../vm-frame.tsx";
import { AddressesCard } from "./addresses-card.tsx";
import { ExposureCard } from "./exposure-card.tsx";
import { PortsCard } from "./ports-card.tsx";
import { useReach } from "./use-reach.ts";

/** What of the machine the internet reaches, by which addresses it is reached, and its further networks. */
export const NetworkTab = () => {
  const { tenant, vm: framed } = useFramedVm();
  const vm = useReach(tenant, framed);
  return (
    <div className="grid gap-4 lg:grid-cols-[minmax(0,2fr)_minmax(300px,1fr)] lg:gap-5">
      <div className="min-w-0 space-y-4">
        <ExposureCard vm={vm} />
        <PortsCard vm={vm} />
      </div>
      <div className="min-w-0 space-y-4">
        <AddressesCard tenant={tenant} vm={vm} />
      </div>
    </div>
  );
};
