import type { KubeClient } from "../client.ts";
import { type Clock, timestamp } from "../clock.ts";
import { withCondition } from "../conditions.ts";
import { pods } from "../kinds/core.ts";
import { instances, type VirtualMachineInstance, virtualMachines } from "../kinds/kubevirt.ts";
import { type Condition, keyOf } from "../object.ts";
import type { StartRealGuest } from "../qemu/real-guests.ts";
import { quantity } from "../quantity.ts";
import { vmSentinel } from "../sentinels.ts";
import { installerOf } from "./installer.ts";
import type { GuestFacts } from "./machine.ts";
import { operatingSystemOf } from "./operating-systems.ts";
import { createPlace, type Place } from "./place.ts";
import { type RunningGuest, simulateGuest } from "./running-guest.ts";

/** A running guest and who is connected: one on the screen, one on the serial line, USB devices, any number of forwarded ports. */
export type Seat = { guest: RunningGuest; vnc: Place; console: Place; usb: Set<() => void>; forwards: Set<() => void> };

export type Guests = {
  /** The guest of a running instance, switched on when it is first asked for. */
  of: (vmi: VirtualMachineInstance) => Promise<Seat>;
  dispose: () => void;
};

type Options = {
  client: KubeClient;
  clock: Clock;
  speed: number;
  /** Where machines are real ones; what has none here is simulated. */
  startReal?: StartRealGuest | undefined;
  /** Hears when the platform could not be told that a guest ended. */
  onError: (error: unknown) => void;
};

type Known = Seat & { uid: string; node: string | undefined; isEnding: boolean };

const guestOff: Condition = {
  type: "Ready",
  status: "False",
  reason: "GuestNotRunning",
  message: "Guest VM is not reported as running",
};
const mebibyte = 2 ** 20;
const gibibyte = 2 ** 30;

export const hostnameOf = (vmi: VirtualMachineInstance): string => vmi.metadata.name.replace(/^vm-instance-/, "");

export const isRunning = (vmi: VirtualMachineInstance): boolean => vmi.status?.phase === "Running";

export const isPaused = (vmi: VirtualMachineInstance): boolean =>
  // virt-api tests presence, not status.
  (vmi.status?.conditions ?? []).some(({ type }) => type === "Paused");

const sizeOf = (vmi: VirtualMachineInstance): Pick<GuestFacts, "cpus" | "memoryMiB"> => {
  const { currentCPUTopology: topology, memory } = vmi.status ?? {};
  const bytes = quantity(memory?.guestCurrent);
  return {
    cpus: topology ? topology.cores * topology.sockets * topology.threads : 1,
    memoryMiB: Number.isNaN(bytes) ? 1024 : Math.round(bytes / mebibyte),
  };
};

const diskOf = (vmi: VirtualMachineInstance): number => {
  // The claim's facts are written by our own node; what is not there counts as unknown.
  const claim = vmi.status?.volumeStatus?.[0]?.persistentVolumeClaimInfo as
    | { capacity?: { storage?: string } }
    | undefined;
  const bytes = quantity(claim?.capacity?.storage);
  return Number.isNaN(bytes) ? 20 : Math.max(1, Math.round(bytes / gibibyte));
};

const switchedOnAt = (vmi: VirtualMachineInstance): number => {
  const running = vmi.status?.phaseTransitionTimestamps?.find(({ phase }) => phase === "Running");
  return Date.parse(running?.phaseTransitionTimestamp ?? vmi.metadata.creationTimestamp ?? "");
};

/** The guests of all running instances. A guest ends with its instance, and whoever looked at it is cut off. */
export const createGuests = ({ client, clock, speed, startReal, onError }: Options): Guests => {
  const known = new Map<string, Known>();
  /** Disks that somebody has installed a system on. */
  const installed = new Set<string>();

  const cut = ({ vnc, console: serial, usb, forwards }: Seat): void => {
    vnc.clear();
    serial.clear();
    for (const leave of [...usb, ...forwards]) leave();
  };
  const end = (key: string): void => {
    const seat = known.get(key);
    if (!seat) return;
    known.delete(key);
    cut(seat);
    seat.guest.dispose();
  };
  // Begun with the first guest: before, the platform's types may not be there to be watched.
  const watch = () =>
    client.informer(instances).on(({ type, object }) => {
      const seat = known.get(keyOf(object));
      if (!seat) return;
      if (type === "deleted" || object.metadata.uid !== seat.uid || !isRunning(object)) end(keyOf(object));
      else {
        seat.guest.setPaused(isPaused(object));
        if (object.metadata.deletionTimestamp !== undefined && !seat.isEnding) {
          seat.isEnding = true;
          seat.guest.shutDown?.();
        }
        // A guest that moved is the same; who looked at it is cut off and comes again.
        if (object.status?.nodeName !== seat.node) cut(seat);
        seat.node = object.status?.nodeName;
      }
    });
  let stopWatching: (() => void) | undefined;

  /** What the node says of an instance whose guest ended by itself. */
  const powerOff = async (vmi: VirtualMachineInstance): Promise<void> => {
    const { namespace, uid = "" } = vmi.metadata;
    const now = timestamp(clock);
    const current = await client.get(instances, vmi.metadata);
    if (!current || current.metadata.uid !== uid || !isRunning(current)) return;
    const conditions = withCondition(current.status?.conditions, guestOff, now);
    const phaseTransitionTimestamps = [
      ...(current.status?.phaseTransitionTimestamps ?? []),
      { phase: "Succeeded", phaseTransitionTimestamp: now },
    ];
    await client.mergePatch(instances, vmi.metadata, {
      status: { phase: "Succeeded", conditions, phaseTransitionTimestamps },
    });
    const launchers = await client.list(pods, { namespace, labelSelector: `kubevirt.io/created-by=${uid}` });
    await Promise.all(launchers.map(({ metadata }) => client.patchStatus(pods, metadata, { phase: "Succeeded" })));
  };

  return {
    of: async (vmi) => {
      stopWatching ??= watch();
      const key = keyOf(vmi);
      const uid = vmi.metadata.uid ?? "";
      const vm = await client.get(virtualMachines, vmi.metadata);
      const running = known.get(key);
      if (running?.uid === uid) return running;
      end(key);
      const network = vmi.status?.interfaces?.[0];
      const facts: GuestFacts = {
        hostname: hostnameOf(vmi),
        system: operatingSystemOf(vm?.spec.preference?.name),
        address: network?.ipAddress ?? "",
        mac: network?.mac ?? "02:00:00:00:00:01",
        diskGiB: diskOf(vmi),
        ...sizeOf(vmi),
      };
      const found = await installerOf(client, vmi);
      const installer = found &&
        !installed.has(found.disk) && { title: found.title, onInstalled: () => void installed.add(found.disk) };
      const onPowerOff = (): void => {
        powerOff(vmi).catch(onError);
      };
      const sentinel = vmSentinel(vmi);
      const traits = {
        takesScanCodes: sentinel !== "plain-keys",
        hasTablet: sentinel !== "no-tablet",
        isHuge: sentinel === "huge-screen",
      };
      const switchedOnAtMs = switchedOnAt(vmi) || clock.now();
      const guest =
        startReal?.({ facts, onPowerOff, onError }) ??
        simulateGuest({
          facts,
          ...traits,
          switchedOnAtMs,
          onPowerOff,
          speed,
          now: clock.now,
          installer: installer || undefined,
        });
      guest.setPaused(isPaused(vmi));
      const node = vmi.status?.nodeName;
      const seat: Known = {
        uid,
        node,
        isEnding: false,
        guest,
        vnc: createPlace(),
        console: createPlace(),
        usb: new Set<() => void>(),
        forwards: new Set<() => void>(),
      };
      known.set(key, seat);
      return seat;
    },
    dispose: () => {
      stopWatching?.();
      for (const key of [...known.keys()]) end(key);
    },
  };
};
