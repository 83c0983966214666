import { expect, test } from "vitest";
import { silentFixes } from "./silent-fix.ts";

test.each([
  ["ubuntu", ["login", "kernel"], "sudo update-grub"],
  ["debian", ["login", "kernel"], "serial-getty@ttyS0"],
  ["rocky", ["login", "kernel"], "grubby"],
  ["alpine", ["inittab"], "/etc/inittab"],
  ["windows", ["ems"], "bcdedit /ems"],
  ["talos", ["talos"], "console=ttyS0"],
  ["other", ["login"], "serial-getty@ttyS0"],
] as const)("%s is told its own way", (family, whats, command) => {
  const fixes = silentFixes(family);
  expect(fixes.map(({ what }) => what)).toEqual(whats);
  expect(fixes.flatMap(({ commands }) => commands).join("\n")).toContain(command);
});
