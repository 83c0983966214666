import { readFileSync } from "node:fs";
import type { Browser, CDPSession, Page } from "@playwright/test";

/** Linux counts in hundredths of a second: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
const ticksPerSecond = 100;

/** Milliseconds of CPU that a process has used so far, in user and kernel mode. */
export const cpuMsOf = (pid: number): number => {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  // The name may hold spaces and brackets; what counts comes after its last one.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / ticksPerSecond;
};

/** Bytes of memory that a process holds now. */
export const memoryOf = (pid: number): number =>
  Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) * 1024;

export type PageCosts = {
  /** Milliseconds of CPU of the page's main thread since it began to count. */
  mainThreadMs: () => Promise<number>;
  /** Bytes of script objects that live, after a clean-up. */
  heap: () => Promise<number>;
  session: CDPSession;
};

/** Counts from now on; in time of the thread, not of the clock, so that a busy machine counts less. */
export const costsOf = async (page: Page): Promise<PageCosts> => {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  const metric = async (wanted: string) => {
    const { metrics } = await session.send("Performance.getMetrics");
    return metrics.find(({ name }) => name === wanted)?.value ?? Number.NaN;
  };
  return {
    mainThreadMs: async () => 1000 * (await metric("TaskDuration")),
    heap: async () => {
      await session.send("HeapProfiler.collectGarbage");
      return metric("JSHeapUsedSize");
    },
    session,
  };
};

/** CPU in milliseconds of everything that draws pages or runs their workers. */
export const renderersCpuMs = async (browser: Browser): Promise<number> => {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  return processInfo.reduce((sum, { type, cpuTime }) => sum + (type === "renderer" ? cpuTime * 1000 : 0), 0);
};
