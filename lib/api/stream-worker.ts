import { createStreamHub } from "./stream-hub.ts";
import type { ToWorker } from "./stream-port.ts";

/** The browser's one hub for one person, whose scope is this shared worker's name. */
const hub = createStreamHub(self.name);

self.addEventListener("connect", (event) => {
  // The one event of a shared worker, with exactly one port.
  const [port] = (event as MessageEvent).ports;
  if (!port) return;
  const page = hub.join((message) => port.postMessage(message));
  const part = () => {
    page.leave();
    port.close();
  };
  port.addEventListener("message", ({ data }: MessageEvent<ToWorker>) => {
    if (data.do === "part") part();
    // The page holds the lock for as long as it lives, however it ends.
    else if (data.do === "hold") void navigator.locks.request(data.lock, part);
    else page.receive(data);
  });
  port.start();
});
