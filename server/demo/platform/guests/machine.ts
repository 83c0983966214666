import type { Keyboard } from "./keyboard.ts";
import type { LinuxSystem, OperatingSystem } from "./operating-systems.ts";

/** The machine a guest runs on, as its virtual hardware and cloud-init told it. */
export type GuestFacts = {
  hostname: string;
  system: OperatingSystem;
  /** Empty while the machine has none. */
  address: string;
  mac: string;
  cpus: number;
  memoryMiB: number;
  diskGiB: number;
};

export type LinuxFacts = GuestFacts & { system: LinuxSystem };

/** One running machine, shared by its terminals. */
export type Machine<Facts extends GuestFacts = GuestFacts> = {
  facts: Facts;
  keyboard: Keyboard;
  /** Files that somebody wrote, by path; they outlive a restart of the guest. */
  disk: Map<string, string>;
  now: () => number;
  bootedAtMs: () => number;
  /** How much faster than life the machine boots. */
  speed: number;
  /** Starts the guest again, without the platform noticing. */
  reboot: () => void;
  /** Ends the guest; the platform sees it end. */
  powerOff: () => void;
};
