import type { OsFamily } from "#lib/resources/vm/view.ts";

/** Keys of messages `vm.guest.install`: how the agent gets into a system. */
export type InstallWay = "shell" | "windows" | "talos" | "other";

const enable = "sudo systemctl enable --now qemu-guest-agent";
const apt = `sudo apt-get update && sudo apt-get install -y qemu-guest-agent\n${enable}`;
const dnf = `sudo dnf install -y qemu-guest-agent\n${enable}`;

/** The packages of each distribution are called alike; its tool and its services are not. */
const commands: Partial<Record<OsFamily, string>> = {
  ubuntu: apt,
  debian: apt,
  proxmox: apt,
  rocky: dnf,
  almalinux: dnf,
  centos: dnf,
  oracle: dnf,
  cloudlinux: dnf,
  fedora: dnf,
  rhel: dnf,
  opensuse: `sudo zypper install -y qemu-guest-agent\n${enable}`,
  alpine: "sudo apk add qemu-guest-agent\nsudo rc-update add qemu-guest-agent\nsudo rc-service qemu-guest-agent start",
};

/** How the guest agent is installed in this system; the command where one line for a shell does it. */
export const agentInstall = (family: OsFamily): { way: InstallWay; command: string | null } => {
  const command = commands[family];
  if (command !== undefined) return { way: "shell", command };
  return { way: family === "windows" || family === "talos" ? family : "other", command: null };
};
