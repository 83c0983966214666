"use client";
import { SettingsFrame } from "../edit/settings-frame.tsx";
import { useSettings } from "../edit/use-settings.ts";
import { useFramedVm } from "../vm-frame.tsx";
import { CloudInitCard } from "./cloud-init-card.tsx";
import { KeysCard } from "./keys-card.tsx";
import { RunAgainCard } from "./run-again-card.tsx";

/** Who gets into the machine: what its guest is given at its first boot, and the way to have it read once more. */
export const AccessTab = () => {
  const { tenant, vm } = useFramedVm();
  const reading = useSettings(tenant, vm.name);
  return (
    <SettingsFrame reading={reading}>
      {(view) =>
        vm.origin === "outside" ? null : (
          <div className="grid gap-4 lg:grid-cols-[minmax(0,2fr)_minmax(300px,1fr)] lg:gap-5">
            <div className="min-w-0 space-y-4">
              <KeysCard view={view} />
              <CloudInitCard view={view} />
            </div>
            <div className="min-w-0 space-y-4">
              <RunAgainCard view={view} />
            </div>
          </div>
        )
      }
    </SettingsFrame>
  );
};
