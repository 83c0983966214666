import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Entry, file, folder, link } from "./cpio.ts";
import { keymapFolder, keymaps } from "./keymaps.ts";
import { programOf } from "./packages.ts";

/** Who may sign in, without a password: the users of the images that the demo offers. */
const users = ["root", "ubuntu", "debian", "fedora", "cloud-user", "rocky", "almalinux", "opc", "opensuse", "alpine"];

const inittab = `::sysinit:/bin/busybox sh /etc/start
tty1::respawn:/sbin/getty 38400 tty1 linux
ttyS0::respawn:/sbin/getty -L 115200 ttyS0 vt220
::ctrlaltdel:/sbin/reboot
`;

/** A pressed power button is an event of the keyboard's kind; nobody else reads them here. */
const start = `export PATH=/bin:/sbin:/usr/bin:/usr/sbin
/bin/busybox --install -s
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t devtmpfs devtmpfs /dev
mkdir -p /dev/pts
mount -t devpts devpts /dev/pts
for module in evdev button; do insmod /lib/$module.ko; done
for name in /sys/class/input/event*/device/name; do
  [ "$(cat $name)" = "Power Button" ] || continue
  event=/dev/input/$(basename \${name%/device/name})
  (head -c 24 $event >/dev/null && poweroff -f) &
done
`;

const keys = `#!/bin/sh
# keys LAYOUT (or loadkeys LAYOUT, as the simulated guests have it): how the keyboard of the screen is read from now on
map=/${keymapFolder}/$1.bmap
if [ -z "$1" ] || [ ! -f "$map" ]; then
  echo "keys: one of" $(cd /${keymapFolder} && ls | sed 's/[.]bmap//')
  exit 1
fi
loadkmap <"$map" && echo "keys: $1"
`;

const moduleOf = (opened: string, path: string): Buffer => {
  const modules = join(opened, "lib/modules");
  const [release = ""] = readdirSync(modules);
  return readFileSync(join(modules, release, "kernel", path));
};

/** Everything the guest consists of: busybox, three modules' worth of hardware, keyboards, and a login on its screen and its serial line. */
export const fileSystem = (opened: string): Entry[] => [
  ...["bin", "sbin", "dev", "proc", "sys", "tmp", "root", "etc", "lib", "usr"].map(folder),
  ...["usr/bin", "usr/sbin", "usr/share", keymapFolder].map(folder),
  file("bin/busybox", readFileSync(programOf(opened, "busybox")), 0o755),
  link("init", "bin/busybox"),
  file("bin/keys", keys, 0o755),
  link("bin/loadkeys", "keys"),
  file("lib/evdev.ko", moduleOf(opened, "drivers/input/evdev.ko")),
  file("lib/button.ko", moduleOf(opened, "drivers/acpi/button.ko")),
  file("etc/inittab", inittab),
  file("etc/start", start),
  file("etc/issue", "\nA real machine: Linux \\r on \\n (\\l). Users have no password.\n\n"),
  file("etc/profile", 'export PS1="$USER@\\h:\\w\\$ "\n'),
  file("etc/passwd", users.map((user) => `${user}::0:0::/root:/bin/sh\n`).join("")),
  file("etc/group", "root:x:0:\n"),
  ...keymaps(opened),
];
