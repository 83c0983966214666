import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createBootReader } from "./boot-reader.ts";
import type { BootSign } from "./signs.ts";

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

const signsOf = (...pieces: Uint8Array[]): BootSign[] => {
  const signs: BootSign[] = [];
  const reader = createBootReader((sign) => signs.push(sign));
  for (const piece of pieces) reader.read(piece);
  return signs;
};

/** Each sign as one word. */
const words = (text: string): string[] =>
  signsOf(encode(text)).map((sign) =>
    sign.type === "stage" ? sign.stage : sign.type === "failure" ? `failure: ${sign.failure}` : sign.type,
  );

const ubuntu = [
  "SeaBIOS (version 1.16.3-4.el9)",
  "Booting from Hard Disk...",
  "\x1b[2J\x1b[1;1H\x1b[0m                             GNU GRUB  version 2.12\x1b[5;3H",
  "[    0.000000] Linux version 6.8.0-86-generic (buildd@builder) #87-Ubuntu SMP PREEMPT_DYNAMIC",
  "[    0.000000] Command line: BOOT_IMAGE=/boot/vmlinuz root=LABEL=cloudimg-rootfs ro console=ttyS0",
  "[    1.703344] systemd[1]: Detected virtualization kvm.",
  "[\x1b[0;32m  OK  \x1b[0m] Started \x1b[0;1;39msystemd-journald.service\x1b[0m - Journal Service.",
  "         Starting \x1b[0;1;39mcloud-init-local.service\x1b[0m - Cloud-init: Local Stage (pre-network)...",
  "[    5.1] cloud-init[512]: Cloud-init v. 24.4-0ubuntu1 running 'init-local' at Sat, 21 Nov 2026 22:00:01 +0000. Up 5.03 seconds.",
  "[    6.1] cloud-init[561]: Cloud-init v. 24.4-0ubuntu1 running 'init' at Sat, 21 Nov 2026 22:00:02 +0000. Up 6.01 seconds.",
  "[\x1b[0;1;31mFAILED\x1b[0m] Failed to start \x1b[0;1;39mnginx.service\x1b[0m - A web server.",
  "[    8.1] cloud-init[900]: Cloud-init v. 24.4-0ubuntu1 running 'modules:config' at Sat, 21 Nov 2026 22:00:04 +0000. Up 8.20 seconds.",
  "",
  "Ubuntu 24.04.3 LTS web-01 ttyS0",
  "",
  "web-01 login: [    9.5] cloud-init[990]: Cloud-init v. 24.4-0ubuntu1 running 'modules:final' at Sat, 21 Nov 2026 22:00:05 +0000. Up 9.31 seconds.",
  "[    9.9] cloud-init[990]: Cloud-init v. 24.4-0ubuntu1 finished at Sat, 21 Nov 2026 22:00:06 +0000. Datasource DataSourceNoCloud [seed=/dev/vdb][dsmode=net].  Up 9.87 seconds",
  "",
].join("\r\n");

describe("what a serial line says of a boot", () => {
  test("a cloud image from firmware to the end of cloud-init", () => {
    const seen = words(ubuntu);
    expect(seen.filter((word, index) => seen.indexOf(word) === index)).toEqual([
      "firmware",
      "loader",
      "kernel",
      "services",
      "cloud-local",
      "cloud-network",
      "failed-unit",
      "cloud-config",
      "login",
      "cloud-final",
      "cloud-done",
    ]);
    expect(signsOf(encode(ubuntu)).at(-1)).toEqual({ type: "stage", stage: "cloud-done", upSeconds: 9.87 });
  });

  test.each([
    ['BdsDxe: loading Boot0001 "UEFI Misc Device" from PciRoot(0x0)\r\n', "firmware"],
    ["iPXE 1.21.1 -- Open Source Network Boot Firmware\r\n", "firmware"],
    ["Welcome to GRUB!\r\n", "loader"],
    ["EFI stub: Loaded initrd from LINUX_EFI_INITRD_MEDIA_GUID device path\r\n", "kernel"],
    ["---<<BOOT>>---\r\n", "kernel"],
    ["   OpenRC 0.55.1 is starting up Linux 6.12.51-0-virt (x86_64)\r\n", "services"],
    ["init started: BusyBox v1.36.1\r\n", "services"],
    ["         Starting Initial cloud-init job (metadata service crawler)...\r\n", "cloud-network"],
    ["         Starting Apply the settings specified in cloud-config...\r\n", "cloud-config"],
    ["[\x1b[32m  OK  \x1b[0m] Finished cloud-final.service - Cloud-init: Final Stage.\r\n", "cloud-done"],
    ["\r\ncirros login: ", "login"],
    ["\r\nlogin: ", "login"],
    ["\r\nComputer is booting, SAC started and initialized.\r\n\r\nSAC>", "sac"],
    ["[    1.9] Kernel panic - not syncing: VFS: Unable to mount root fs on unknown-block(0,0)\r\n", "failure: panic"],
    ['You are in emergency mode. After logging in, type "journalctl -xb"\r\n', "failure: emergency"],
    ["ALERT!  LABEL=root does not exist.  Dropping to a shell!\r\n", "failure: initramfs"],
    ["BusyBox v1.36.1\r\n(initramfs) ", "failure: initramfs"],
    ["dracut:/# ", "failure: initramfs"],
    ["error: no such partition.\r\nEntering rescue mode...\r\ngrub rescue> ", "failure: loader"],
    ["grub> ", "failure: loader"],
    ["No bootable device.\r\n", "failure: no-disk"],
    ["BdsDxe: No bootable option or device was found.\r\n", "failure: no-disk"],
    ["[   83.2] reboot: Restarting system\r\n", "ending"],
    ["[\x1b[0;32m  OK  \x1b[0m] Reached target reboot.target - System Reboot.\r\n", "ending"],
  ])("%j", (text, word) => expect(words(text)).toEqual([word]));

  test.each([
    ["somebody types about it", "$ echo please login: \r\n"],
    ["a password is asked for", "Password: "],
    ["a log is read", "Nov 21 22:00 web-01 systemd-logind: Reached target reboot.target - System Reboot.\r\n"],
    ["a shell's prompt", "ubuntu@web-01:~$ root@web-01:~# "],
    ["a title", "\x1b]0;web-01 login: \x07\r\n"],
    ["what stands beyond a line's reach", `${"x".repeat(500)} Kernel panic - not syncing\r\n`],
    ["binary", String.fromCharCode(...Array.from({ length: 256 }, (_, at) => at))],
  ])("nothing is seen when %s", (_name, text) => expect(words(text)).toEqual([]));

  test("a string that is never ended ends with its line", () => {
    expect(words("\x1b]0;never ended\r\nWelcome to GRUB!\r\n")).toEqual(["loader"]);
  });

  test("pieces do not matter", () => {
    const alphabet = [
      ...ubuntu.split(/(?<=\n)/),
      "\x1b[",
      "\x1b]0;",
      "\x07",
      "\x1b",
      "é",
      "login: ",
      "SAC>",
      "\r",
      "\n",
    ];
    const streams = fc.array(fc.oneof(fc.constantFrom(...alphabet), fc.string()), { maxLength: 30 });
    fc.assert(
      fc.property(streams, fc.array(fc.nat({ max: 80 }), { minLength: 1, maxLength: 40 }), (texts, sizes) => {
        const whole = encode(texts.join(""));
        const pieces: Uint8Array[] = [];
        for (let at = 0, turn = 0; at < whole.length; turn += 1) {
          const end = at + 1 + (sizes[turn % sizes.length] ?? 0);
          pieces.push(whole.subarray(at, end));
          at = end;
        }
        expect(signsOf(...pieces)).toEqual(signsOf(whole));
      }),
      { numRuns: 300 },
    );
  });
});
