import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { connect } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { freePort, onPath } from "../../setup.mjs";

export type Websockify = { url: string; pids: () => number[]; end: () => void };

const parentOf = (pid: string): number => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
  } catch {
    // Gone meanwhile.
    return 0;
  }
};

/** It and a process for each of its connections. */
const family = (pid: number): number[] => [
  pid,
  ...readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && parentOf(name) === pid)
    .map(Number),
];

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ port, host: "127.0.0.1" }, () => resolve(true));
    socket.once("error", () => resolve(false)).once("connect", () => socket.destroy());
  });

/** Debian's websockify in front of a TCP port; null where there is none. */
export const startWebsockify = async (target: number, isTls: boolean): Promise<Websockify | null> => {
  if (!onPath("websockify")) return null;
  const port = await freePort();
  const child = spawn("websockify", [...(isTls ? ["--ssl-target"] : []), `127.0.0.1:${port}`, `127.0.0.1:${target}`], {
    stdio: "ignore",
  });
  const until = Date.now() + 10_000;
  while (!(await answers(port))) {
    if (Date.now() > until || child.pid === undefined) return null;
    await pause(50);
  }
  const pid = child.pid ?? 0;
  return {
    url: `ws://127.0.0.1:${port}/`,
    pids: () => family(pid),
    end: () => {
      // Its processes end with it.
      child.kill();
    },
  };
};
