import { type IncomingMessage, request } from "node:http";
import { constants, createBrotliDecompress, createGunzip, createZstdDecompress } from "node:zlib";

/**
 * A process of its own that looks on as many browsers do, without drawing anything: one HTTP/1.1 stream each. Some read what comes and note
 * when they first saw each port of `changes.ts`; `stuck` ones read nothing at all after their first bytes.
 */
export type ViewersPlan = {
  origin: string;
  path: string;
  cookies: string[];
  count: number;
  readers: number;
  stuck: number;
  /** Come back when their stream ends, as browsers do. */
  areLoyal?: boolean;
};

export type ViewersSaw = {
  /** Streams that are open now. */
  open: number;
  /** When each stream that ended without our doing did so, by the epoch's milliseconds. */
  ended: number[];
  /** Openings that were not answered with a stream. */
  refused: number;
  bytes: number;
  /** Port and the epoch's milliseconds, for each reader that saw it. */
  seen: [number, number][];
};

export type ToViewers = { plans: readonly ViewersPlan[] } | { begin: true } | { report: true };
export type FromViewers = { isOpen: true } | { saw: ViewersSaw };

const asBrowsersDo = "gzip, deflate, br, zstd";
const portPattern = /\b[2-5]\d{4}\b/g;

const saw: ViewersSaw = { open: 0, ended: [], refused: 0, bytes: 0, seen: [] };

/** The text of an answer as it comes, whatever it is packed in. */
const textOf = (response: IncomingMessage): NodeJS.ReadableStream => {
  switch (response.headers["content-encoding"]) {
    case "gzip":
      return response.pipe(createGunzip({ flush: constants.Z_SYNC_FLUSH })).setEncoding("utf8");
    case "br":
      return response.pipe(createBrotliDecompress({ flush: constants.BROTLI_OPERATION_FLUSH })).setEncoding("utf8");
    case "zstd":
      return response.pipe(createZstdDecompress()).setEncoding("utf8");
    default:
      return response.setEncoding("utf8");
  }
};

/** Raised when all that is said before no longer counts. */
let round = 0;

const read = (response: IncomingMessage): void => {
  const known = new Set<string>();
  textOf(response)
    .on("data", (text: string) => {
      for (const [port] of text.matchAll(portPattern)) {
        const once = `${round} ${port}`;
        if (known.has(once)) continue;
        known.add(once);
        saw.seen.push([Number(port), Date.now()]);
      }
    })
    .on("error", () => {});
};

/** A browser waits a little before it comes back, none as long as the other. */
const backMs = 500;

const look = (plan: ViewersPlan, index: number): Promise<void> =>
  new Promise((resolve) => {
    const { origin, path, cookies, readers, stuck, areLoyal } = plan;
    const headers = {
      accept: "text/event-stream",
      "accept-encoding": asBrowsersDo,
      cookie: cookies[index % cookies.length] ?? "",
      "sec-fetch-site": "same-origin",
    };
    const comeBack = () => {
      if (areLoyal) setTimeout(() => void look(plan, index), Math.random() * backMs);
    };
    const refused = () => {
      saw.refused += 1;
      resolve();
      comeBack();
    };
    let isAnswered = false;
    const opening = request(`${origin}${path}`, { agent: false, headers }, (response) => {
      isAnswered = true;
      if (response.statusCode !== 200) {
        response.resume();
        return refused();
      }
      saw.open += 1;
      response.on("error", () => {});
      response.on("close", () => {
        saw.open -= 1;
        saw.ended.push(Date.now());
        comeBack();
      });
      if (index < stuck) response.once("data", () => response.pause());
      else {
        response.on("data", (bytes: Buffer | string) => {
          saw.bytes += Buffer.byteLength(bytes);
        });
        if (index < stuck + readers) read(response);
      }
      resolve();
    });
    opening.on("error", () => isAnswered || refused()).end();
  });

const openAll = async (plan: ViewersPlan): Promise<void> => {
  // Not all in one moment: nobody's do.
  for (let index = 0; index < plan.count; index += 20) {
    await Promise.all(Array.from({ length: Math.min(20, plan.count - index) }, (_, at) => look(plan, index + at)));
  }
};

const answer = (message: FromViewers): void => void process.send?.(message);

process.on("message", async (message: ToViewers) => {
  if ("report" in message) return answer({ saw });
  if ("begin" in message) {
    round += 1;
    return void Object.assign(saw, { bytes: 0, seen: [] });
  }
  await Promise.all(message.plans.map(openAll));
  answer({ isOpen: true });
});
process.on("disconnect", () => process.exit(0));
