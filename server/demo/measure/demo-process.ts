import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/** A demo of its own, without seed, whose machines come up fifty times as fast. */
export type DemoProcess = {
  kubeconfig: string;
  /** Resident memory in bytes and CPU seconds since its start, as the system counts them. */
  used: () => Promise<{ memory: number; cpuSeconds: number }>;
  dispose: () => Promise<void>;
};

const main = fileURLToPath(new URL("../main.ts", import.meta.url));
const run = promisify(execFile);

/** As running.mjs starts it. */
const heap = "--max-old-space-size=704";

/** `execArgv` are Node's own options, such as `--cpu-prof`. */
export const startDemo = async (folder: string, execArgv: readonly string[]): Promise<DemoProcess> => {
  const child = spawn(process.execPath, [heap, ...execArgv, main], {
    env: { NODE_ENV: "production", DEMO_DIR: folder, DEMO_SEED: "none", DEMO_SPEED: "50" },
    // Its own ends with ours: the demo goes when its input does.
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ended = once(child, "exit");
  const [line] = await Promise.race([
    once(createInterface({ input: child.stdout }), "line"),
    ended.then(([code]) => {
      throw new Error(`the demo ended at its start (exit ${code})`);
    }),
  ]);
  const { kubeconfig }: { kubeconfig: string } = JSON.parse(line);
  return {
    kubeconfig,
    used: async () => {
      const { stdout } = await run("ps", ["-o", "rss=,cputimes=", "-p", `${child.pid}`]);
      const [kibibytes = 0, cpuSeconds = 0] = stdout.trim().split(/\s+/).map(Number);
      return { memory: kibibytes * 1_024, cpuSeconds };
    },
    dispose: async () => {
      child.kill("SIGTERM");
      await ended;
    },
  };
};
