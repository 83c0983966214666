import { createServer } from "node:http";
import { join } from "node:path";
import next from "next";
import { ConfigError, readConfig } from "./config.ts";
import { createApp } from "./http/app.ts";
import { answerHeaders } from "./http/security-headers.ts";
import { createServices, type Services } from "./http/services.ts";
import { routeUpgrades, type Upgrade } from "./http/upgrades.ts";
import { createLog } from "./log.ts";
import { serveMetrics } from "./metrics/metrics-server.ts";
import { createReads } from "./reads.ts";
import { provideRuntime } from "./runtime.ts";
import { openStore } from "./store/open-store.ts";

/** A console's upgrade passes no route, so a proxy's token is looked at here. */
const admitUpgrade = async ({ proxySignIn, gateway }: Services, ...upgrade: Parameters<Upgrade>): Promise<void> => {
  const [request, socket] = upgrade;
  try {
    await proxySignIn?.admit(request);
  } catch {
    return void socket.end("HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
  }
  await gateway.upgrade(...upgrade);
};

const root = join(import.meta.dirname, "..");

const start = async (): Promise<void> => {
  const config = await readConfig();
  const log = createLog(config.logLevel);
  for (const warning of config.warnings) log.warn(warning);
  const stopping = new AbortController();
  const store = await openStore(config.store, log);
  const services = createServices(config, log, stopping.signal, store);
  provideRuntime(createReads(services));

  // Next ends every upgrade whose path it takes for a page, so it listens to a server that nobody reaches.
  const forNext = createServer();
  const { host: hostname, port, production } = config;
  const pages = next({ dev: !production, dir: root, hostname, port, httpServer: forNext });
  await pages.prepare();

  const app = createApp(services, { page: pages.getRequestHandler(), root });
  const upgrades = routeUpgrades(app.server, answerHeaders(config), {
    "/ws/": (...upgrade) => void admitUpgrade(services, ...upgrade),
    ...(!production && { "/_next/": (...upgrade) => forNext.emit("upgrade", ...upgrade) }),
  });
  await app.listen({ host: config.host, port: config.port });
  if (config.metrics) await serveMetrics(services.metrics.registry, config.metrics);
  process.on("SIGHUP", () => services.audit.reopen());
  log.info({ origin: config.origin, cluster: config.cluster.server, issuer: config.oidc?.issuer }, "Porthole listens");
  void services.provider?.greet(stopping.signal);

  const stop = async (signal: string): Promise<void> => {
    if (stopping.signal.aborted) return;
    log.info({ signal }, "stopping");
    stopping.abort();
    setTimeout(() => {
      upgrades.destroy();
      app.server.closeAllConnections();
    }, config.stopGraceMs).unref();
    await app.close();
    await services.dispose();
    await store.dispose();
    process.exit(0);
  };
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => void stop(signal));
};

try {
  await start();
} catch (error) {
  const isConfig = error instanceof ConfigError;
  process.stderr.write(`${isConfig ? error.message : error instanceof Error ? error.stack : error}\n`);
  process.exit(isConfig ? 2 : 1);
}
