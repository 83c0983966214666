import type { Dispatcher } from "undici";
import type { KubeTarget } from "./target.ts";

const keepMs = 10_000;
const timeoutMs = 2_000;

/** Asks whether the API server answers anything at all, 401 included; without any credential. */
export const createProbe = (pool: Dispatcher, target: KubeTarget) => async (): Promise<boolean> => {
  try {
    const path = target.pathOf(["version"]);
    const { body } = await pool.request({ method: "GET", path, signal: AbortSignal.timeout(timeoutMs) });
    await body.dump();
    return true;
  } catch {
    return false;
  }
};

/** The probe's answer, asked at most every ten seconds. */
export const createReachability = (probe: () => Promise<boolean>, now: () => number = Date.now) => {
  let known: { answer: Promise<boolean>; until: number } | null = null;
  return (): Promise<boolean> => {
    if (!known || known.until <= now()) known = { answer: probe(), until: now() + keepMs };
    return known.answer;
  };
};
