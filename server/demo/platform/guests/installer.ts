import type { KubeClient } from "../client.ts";
import { dataVolumes } from "../kinds/cdi.ts";
import { claimNameOf, type VirtualMachineInstance } from "../kinds/kubevirt.ts";
import type { Program, TtyHandle } from "./tty.ts";

/** What a machine boots whose first disk has nothing on it: `title` names the disc behind it, `disk` is what gets installed. */
export type FoundInstaller = { title: string; disk: string };

/** The installer that an instance boots as long as its first disk is blank; undefined where it boots from its disk. */
export const installerOf = async (
  client: KubeClient,
  { metadata: { namespace }, spec }: VirtualMachineInstance,
): Promise<FoundInstaller | undefined> => {
  const inOrder = spec.domain.devices.disks
    .filter(({ bootOrder }) => bootOrder !== undefined)
    .toSorted((a, b) => (a.bootOrder ?? 0) - (b.bootOrder ?? 0));
  const volumeOf = async (disk: string) => {
    const volume = spec.volumes.find(({ name }) => name === disk);
    const claim = volume && claimNameOf(volume);
    return claim && namespace ? client.get(dataVolumes, { namespace, name: claim }) : undefined;
  };
  const [first, ...others] = inOrder;
  const disc = others.find(({ cdrom }) => cdrom);
  if (!first || first.cdrom || !disc) return undefined;
  const [system, medium] = [await volumeOf(first.name), await volumeOf(disc.name)];
  if (!system?.spec.source.blank || !medium) return undefined;
  const { http, pvc } = medium.spec.source;
  const file = http ? new URL(http.url).pathname.split("/").at(-1) : pvc?.name.replace(/^vm-default-images-/, "");
  return { title: file || medium.metadata.name, disk: system.metadata.uid ?? "" };
};

const clear = "\u001b[2J\u001b[H";

/** An installer as far as a first screen: Enter installs, and the machine starts anew from its disk. */
export const createInstaller = (title: string, tty: TtyHandle, onInstalled: () => void): Program => ({
  start: () => {
    const lines = ["", `Installer: ${title}`, "", "Disk 1 is empty.", "Press Enter to install onto it."];
    tty.print(`${clear}${lines.map((line) => `   ${line}\r\n`).join("")}`);
  },
  key: (key) => {
    if (!("name" in key) || key.name !== "enter") return;
    tty.print("\r\n   Installed. The machine starts from its disk now; the disc can be taken out.\r\n");
    onInstalled();
  },
});
