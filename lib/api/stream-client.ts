import type { FromHub, HubLine, ToHub, ToWorker } from "./stream-port.ts";

type Tell = (message: FromHub) => void;

/** A line to the hub that all pages of this person in this browser share; to one of this page's own where there are no shared workers. */
export const connectHub = (scope: string, tell: Tell): HubLine => {
  // A worker that cannot be had, because it is not known here or did not load, is done without: what was said to it is said again.
  const said = new Map<string, ToHub>();
  let line = typeof SharedWorker === "function" ? connectWorker(scope, tell, () => retreat()) : connectOwn(scope, tell);
  const retreat = () => {
    line.close();
    line = connectOwn(scope, tell);
    for (const message of said.values()) line.send(message);
  };
  return {
    send: (message) => {
      if ("tenant" in message) said.set(message.tenant, message);
      line.send(message);
    },
    close: () => line.close(),
  };
};

const connectWorker = (scope: string, tell: Tell, onMissing: () => void): HubLine => {
  const worker = new SharedWorker(new URL("./stream-worker.ts", import.meta.url), { name: scope, type: "module" });
  const { port } = worker;
  const send = (message: ToWorker) => port.postMessage(message);
  const life = new AbortController();
  worker.addEventListener("error", onMissing, { once: true, signal: life.signal });
  port.addEventListener("message", ({ data }: MessageEvent<FromHub>) => life.signal.aborted || tell(data));
  port.start();
  const lock = `porthole-page-${Math.random()}`;
  const hold = () => {
    send({ do: "hold", lock });
    return new Promise<void>((resolve) => life.signal.addEventListener("abort", () => resolve()));
  };
  void navigator.locks?.request(lock, hold);
  return {
    send,
    close: () => {
      send({ do: "part" });
      life.abort();
    },
  };
};

const connectOwn = (scope: string, tell: Tell): HubLine => {
  const own = import("./stream-hub.ts").then(({ createStreamHub }) => {
    const hub = createStreamHub(scope);
    return { page: hub.join(tell), dispose: hub.dispose };
  });
  // Without a network its code does not come either: the page keeps what it has and says "connecting".
  const use = (work: (hub: Awaited<typeof own>) => void) => void own.then(work, () => {});
  return {
    send: (message) => use(({ page }) => page.receive(message)),
    close: () => use(({ dispose }) => dispose()),
  };
};
