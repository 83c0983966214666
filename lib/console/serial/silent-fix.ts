import type { OsFamily } from "../../resources/vm/view.ts";

/** What is to be done in a guest so that it uses its serial line; each `what` is a key of messages `serial.silent.fix.<what>`. */
export type SilentFix = { what: "login" | "kernel" | "inittab" | "ems" | "talos"; commands: readonly string[] };

const login: SilentFix = { what: "login", commands: ["sudo systemctl enable --now serial-getty@ttyS0.service"] };

const kernelWords = "console=tty0 console=ttyS0,115200";

/** Debian's tools: /etc/default/grub.d is read after the image's own settings. */
const debian: SilentFix = {
  what: "kernel",
  commands: [
    `echo 'GRUB_CMDLINE_LINUX="$GRUB_CMDLINE_LINUX ${kernelWords}"' | sudo tee /etc/default/grub.d/99-serial.cfg`,
    "sudo update-grub",
  ],
};

const redHat: SilentFix = { what: "kernel", commands: [`sudo grubby --update-kernel=ALL --args="${kernelWords}"`] };

const suse: SilentFix = {
  what: "kernel",
  commands: [
    `sudo sed -i 's/^GRUB_CMDLINE_LINUX_DEFAULT="/&${kernelWords} /' /etc/default/grub`,
    "sudo grub2-mkconfig -o /boot/grub2/grub.cfg",
  ],
};

/** Emergency Management Services, whose console is SAC: learn.microsoft.com, "Bcdedit /ems" and "/emssettings". */
const windows: SilentFix = {
  what: "ems",
  commands: ["bcdedit /ems {current} on", "bcdedit /emssettings EMSPORT:1 EMSBAUDRATE:115200"],
};

const alpine: SilentFix = {
  what: "inittab",
  commands: ["echo 'ttyS0::respawn:/sbin/getty -L 115200 ttyS0 vt100' | doas tee -a /etc/inittab", "doas kill -HUP 1"],
};

const fixes: Record<OsFamily, readonly SilentFix[]> = {
  ubuntu: [login, debian],
  debian: [login, debian],
  proxmox: [login, debian],
  rocky: [login, redHat],
  almalinux: [login, redHat],
  centos: [login, redHat],
  oracle: [login, redHat],
  cloudlinux: [login, redHat],
  fedora: [login, redHat],
  rhel: [login, redHat],
  opensuse: [login, suse],
  alpine: [alpine],
  talos: [{ what: "talos", commands: [kernelWords] }],
  windows: [windows],
  other: [login],
};

/** For the operating system that the machine's image or profile names. */
export const silentFixes = (family: OsFamily): readonly SilentFix[] => fixes[family];
