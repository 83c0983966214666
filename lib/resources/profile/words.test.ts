import { expect, it } from "vitest";
import { profileWords } from "./words.ts";

it.each([
  ["ubuntu", { family: "ubuntu", badge: "recommended", variant: null }],
  ["centos.7.desktop", { family: "centos", badge: "endOfLife", variant: "desktop" }],
  ["windows.2k16.virtio", { family: "windows", badge: "endOfLife", variant: "virtio" }],
  ["windows.2k25", { family: "windows", badge: null, variant: null }],
  ["rhel.10.arm64", { family: "rhel", badge: "beta", variant: "arm64" }],
  ["centos.stream8.dpdk", { badge: "endOfLife", variant: "dpdk" }],
  ["centos.stream10", { badge: null, variant: null }],
  ["centos.70", { badge: null }],
  ["own-thing", { family: "other", badge: null, variant: null }],
  ["", { family: "other", badge: null, variant: null }],
])("%j is told", (name, words) => expect(profileWords(name)).toMatchObject(words));
