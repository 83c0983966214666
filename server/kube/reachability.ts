import type { Dispatcher } from "undici";
import type { KubeTarget } from "./target.ts";

const keepMs = 10_000;
const timeoutMs = 2_000;

/** Whether the API server answers anything at all, 401 included; asked without any credential, at most every ten seconds. */
export const createReachability = (pool: Dispatcher, target: KubeTarget, now: () => number = Date.now) => {
  let known: { answer: Promise<boolean>; until: number } | null = null;

  const ask = async (): Promise<boolean> => {
    try {
      const path = target.pathOf(["version"]);
      const { body } = await pool.request({ method: "GET", path, signal: AbortSignal.timeout(timeoutMs) });
      await body.dump();
      return true;
    } catch {
      return false;
    }
  };

  return (): Promise<boolean> => {
    if (!known || known.until <= now()) known = { answer: ask(), until: now() + keepMs };
    return known.answer;
  };
};
