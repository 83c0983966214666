import { badRequest, StatusError } from "../objects/status-error.ts";
import { isTrue, type RequestInfo } from "./request-info.ts";

const UNIT_MS: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};

/** kube-apiserver's `--request-timeout`. */
const LONGEST_MS = 60_000;

/** Go's `time.ParseDuration` in milliseconds; undefined for what it refuses. */
export function parseDuration(text: string): number | undefined {
  if (text === "0") return 0;
  const match = /^([+-]?)((?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|ms|s|m|h))+)$/.exec(text);
  if (match === null) return undefined;
  const [, sign, amounts = ""] = match;
  const parts = amounts.matchAll(/(\d+\.?\d*|\.\d+)(ns|us|µs|ms|s|m|h)/g);
  const sum = [...parts].reduce((total, [, amount, unit = ""]) => total + Number(amount) * (UNIT_MS[unit] ?? 0), 0);
  return sign === "-" ? -sum : sum;
}

/** How long a request may take by its `timeout`; undefined without one and for requests that run long. */
export function deadlineOf({ query, target }: RequestInfo): number | undefined {
  const asked = query.get("timeout");
  if (asked === null || asked === "" || target?.verb === "watch" || isTrue(query.get("watch"))) return undefined;
  const ms = parseDuration(asked);
  if (ms === undefined) {
    const why = `time: invalid duration ${JSON.stringify(asked)}`;
    throw badRequest(`invalid timeout specified in the request URL - ${why}`);
  }
  // Zero and less count as none.
  return ms > 0 ? Math.min(ms, LONGEST_MS) : undefined;
}

/** Settles as `work` does, or throws 504 once `ms` have passed; the work goes on then, unheard. */
export async function within(ms: number | undefined, work: () => Promise<void>): Promise<void> {
  if (ms === undefined) return work();
  const late = new StatusError(
    504,
    "Timeout",
    "Timeout: request did not complete within requested timeout - context deadline exceeded",
    {},
  );
  // Less than a timer can measure is over before the work begins.
  if (ms < 1) throw late;
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(late), ms);
  });
  const running = work();
  running.catch(() => {});
  await Promise.race([running, deadline]).finally(() => clearTimeout(timer));
}
