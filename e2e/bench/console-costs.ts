import { readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import type { WebSocket } from "ws";
import { order, receive, roundTrip, send } from "./console-client.ts";
import { cpuMsOf, memoryOf } from "./costs.ts";
import { median } from "./report.ts";

/** Something that consoles go through, and how one is opened there. */
export type Way = {
  open: () => Promise<WebSocket>;
  /** The processes in between; a way that goes straight has none. */
  pids: () => number[];
  /** Gives back what it does not use, before its memory is looked at. */
  settle: () => Promise<void>;
};

const gigabyte = 1_000_000_000;
/** So many for each direction, so often. */
const measured = gigabyte / 2;
const passes = 5;

/** By process: those of consoles that were closed end meanwhile. */
const cpuOf = (way: Way): Map<number, number> =>
  new Map(
    way.pids().flatMap((pid) => {
      try {
        return [[pid, cpuMsOf(pid)] as const];
      } catch {
        return [];
      }
    }),
  );

/** Seconds of CPU that a gigabyte costs on its way through. */
const secondsPerGigabyte = async (way: Way, pass: (socket: WebSocket, bytes: number) => Promise<void>) => {
  const once = async (bytes: number): Promise<number> => {
    const socket = await way.open();
    const before = cpuOf(way);
    await pass(socket, bytes);
    const spent = [...cpuOf(way)].reduce((sum, [pid, ms]) => sum + ms - (before.get(pid) ?? 0), 0);
    socket.terminate();
    return (spent / 1000 / bytes) * gigabyte;
  };
  // What a server costs that has been at it: V8 compiles while the first half gigabyte passes.
  await once(measured);
  const spent: number[] = [];
  while (spent.length < passes) spent.push(await once(measured));
  return median(spent);
};

export type Throughput = { down: number; up: number };

export const throughput = async (way: Way): Promise<Throughput> => ({
  down: await secondsPerGigabyte(way, receive),
  up: await secondsPerGigabyte(way, send),
});

/** Median milliseconds of a key and its echo. */
export const echo = async (way: Way): Promise<number> => {
  const socket = await way.open();
  const time = await roundTrip(socket);
  socket.terminate();
  return time;
};

const ownMemoryOf = (pid: number): number => {
  try {
    return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))?.[1]) * 1024;
  } catch {
    // It ended meanwhile.
    return 0;
  }
};

/** What is resident of these processes: pages that several share count in parts. */
const memoryOfAll = (pids: number[]): number =>
  pids.length === 1 && pids[0] !== undefined ? memoryOf(pids[0]) : pids.reduce((sum, pid) => sum + ownMemoryOf(pid), 0);

const residentOf = async (way: Way): Promise<number> => {
  await way.settle();
  return memoryOfAll(way.pids());
};

/** Bytes a console that does nothing costs, when so many are open. */
export const idleMemory = async (way: Way, count: number): Promise<number> => {
  const open = async (upTo: number): Promise<WebSocket[]> => {
    const sockets: WebSocket[] = [];
    while (sockets.length < upTo) {
      const some = Math.min(20, upTo - sockets.length);
      sockets.push(...(await Promise.all(Array.from({ length: some }, way.open))));
    }
    return sockets;
  };
  // What the first ones load is there for all.
  for (const socket of await open(20)) socket.terminate();
  await pause(2_000);
  const before = await residentOf(way);
  const sockets = await open(count);
  await pause(3_000);
  const each = ((await residentOf(way)) - before) / count;
  for (const socket of sockets) socket.terminate();
  return each;
};

/** The most that a console adds whose client reads nothing of a gigabyte. */
export const stalledMemory = async (way: Way): Promise<number> => {
  const socket = await way.open();
  const before = await residentOf(way);
  await order(socket, "give", gigabyte);
  socket.pause();
  let most = 0;
  for (let look = 0; look < 100; look += 1) {
    await pause(50);
    most = Math.max(most, memoryOfAll(way.pids()));
  }
  socket.terminate();
  return most - before;
};
