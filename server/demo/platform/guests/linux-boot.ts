import type { LinuxFacts, Machine } from "./machine.ts";
import type { Program, TtyHandle } from "./tty.ts";

/** A line and when it appears, in seconds after the machine was switched on. */
type BootLine = { atSeconds: number; text: string };

const stamp = (seconds: number): string => `[${seconds.toFixed(6).padStart(12)}] `;
const ok = "[\u001b[0;32m  OK  \u001b[0m] ";

export const kernelLines = ({ system, cpus, memoryMiB, diskGiB, mac }: LinuxFacts): string[] => {
  const blocks = diskGiB * 2 * 1024 * 1024;
  const says: [number, string][] = [
    [0, `Linux version ${system.kernel} (buildd@builder) (x86_64-linux-gnu-gcc-13, GNU ld) #1 SMP PREEMPT_DYNAMIC`],
    [0, `Command line: BOOT_IMAGE=/boot/vmlinuz-${system.kernel} root=LABEL=root ro console=tty1 console=ttyS0`],
    [0, "BIOS-provided physical RAM map:"],
    [0, `DMI: KubeVirt None/RHEL, BIOS 1.16.3-4.el9 04/01/2014`],
    [0, "Hypervisor detected: KVM"],
    [0.000004, "kvm-clock: Using msrs 4b564d01 and 4b564d00"],
    [0.021377, `Memory: ${(memoryMiB - 96) * 1024}K/${memoryMiB * 1024}K available`],
    [0.104612, `smpboot: Allowing ${cpus} CPUs, 0 hotplug CPUs`],
    [0.312055, `smp: Brought up 1 node, ${cpus} CPU${cpus === 1 ? "" : "s"}`],
    [0.488201, "PCI: Using configuration type 1 for base access"],
    [0.671934, "clocksource: Switched to clocksource kvm-clock"],
    [0.902117, "Serial: 8250/16550 driver, 32 ports, IRQ sharing enabled"],
    [0.910442, "00:00: ttyS0 at I/O 0x3f8 (irq = 4, base_baud = 115200) is a 16550A"],
    [1.122876, `virtio_blk virtio2: [vda] ${blocks} 512-byte logical blocks (${diskGiB} GiB)`],
    [1.131409, " vda: vda1 vda14 vda15 vda16"],
    [1.204483, `virtio_net virtio0 enp1s0: renamed from eth0 (${mac})`],
    [1.46619, "EXT4-fs (vda1): mounted filesystem with ordered data mode. Quota mode: none."],
    [1.703344, "systemd[1]: Detected virtualization kvm."],
    [1.70339, "systemd[1]: Detected architecture x86-64."],
  ];
  return says.map(([at, text]) => stamp(at) + text);
};

const unit = (text: string): string => ok + text;

/** cloud-init writes to the console itself, with the kernel's stamp. */
const cloudInit = (upSeconds: number, text: string): string =>
  `${stamp(upSeconds)}cloud-init[512]: Cloud-init v. 25.1.4-0ubuntu0~24.04.1 ${text} Up ${upSeconds.toFixed(2)} seconds`;
const cloudStage = (upSeconds: number, name: string): string =>
  `${cloudInit(upSeconds, `running '${name}' at Sat, 21 Nov 2026 12:00:00 +0000.`)}.`;

const services = [
  unit("Started systemd-journald.service - Journal Service."),
  unit("Reached target local-fs.target - Local File Systems."),
  cloudStage(2.31, "init-local"),
  unit("Started systemd-resolved.service - Network Name Resolution."),
  unit("Reached target network-online.target - Network is Online."),
  cloudStage(2.94, "init"),
  unit("Started qemu-guest-agent.service - QEMU Guest Agent."),
  unit("Finished cloud-init.service - Cloud-init: Network Stage."),
  cloudStage(3.52, "modules:config"),
  unit("Started ssh.service - OpenBSD Secure Shell server."),
  unit("Started nginx.service - A high performance web server."),
  cloudStage(3.97, "modules:final"),
  cloudInit(4.18, "finished at Sat, 21 Nov 2026 12:00:02 +0000. Datasource DataSourceNoCloud [seed=/dev/vdb]. "),
  unit("Started serial-getty@ttyS0.service - Serial Getty on ttyS0."),
  unit("Reached target multi-user.target - Multi-User System."),
];

/** Everything a Linux guest prints on its way to the login prompt. */
const bootLines = (facts: LinuxFacts): BootLine[] => {
  const kernel = kernelLines(facts);
  return [
    { atSeconds: 0, text: "SeaBIOS (version 1.16.3-4.el9)" },
    { atSeconds: 0.2, text: "Booting from Hard Disk..." },
    ...kernel.map((text, index) => ({ atSeconds: 0.8 + (index * 1.7) / kernel.length, text })),
    ...services.map((text, index) => ({ atSeconds: 2.6 + index * 0.17, text })),
  ];
};

/** Seconds from power on to the login prompt. */
const bootSeconds = 5.2;

/** Plays the boot log from where the machine stands, then goes on. */
export const createBoot = (machine: Machine<LinuxFacts>, tty: TtyHandle, onDone: () => void): Program => {
  const lines = bootLines(machine.facts);
  let next = 0;
  let timer: NodeJS.Timeout | undefined;

  const play = (): void => {
    const age = ((machine.now() - machine.bootedAtMs()) / 1000) * machine.speed;
    for (let line = lines[next]; line && line.atSeconds <= age; line = lines[next]) {
      tty.print(`${line.text}\r\n`);
      next += 1;
    }
    if (age >= bootSeconds) {
      onDone();
      return;
    }
    const waitSeconds = ((lines[next]?.atSeconds ?? bootSeconds) - age) / machine.speed;
    timer = setTimeout(play, Math.max(1, waitSeconds * 1000)).unref();
  };
  return { start: play, key: () => {}, dispose: () => clearTimeout(timer) };
};
