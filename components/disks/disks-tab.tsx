"use client";
import { SettingsFrame } from "#components/vm/edit/settings-frame.tsx";
import { useSettings } from "#components/vm/edit/use-settings.ts";
import { InstallNotice } from "#components/vm/install/install-notice.tsx";
import { useFramedVm } from "#components/vm/vm-frame.tsx";
import { AttachedEditor } from "./attached-editor.tsx";

/** The disks of one machine in boot order, and all that can be changed about them. */
export const DisksTab = () => {
  const { tenant, vm } = useFramedVm();
  const reading = useSettings(tenant, vm.name);
  return (
    <div className="space-y-4">
      <InstallNotice />
      <SettingsFrame reading={reading}>{(view) => <AttachedEditor view={view} />}</SettingsFrame>
    </div>
  );
};
