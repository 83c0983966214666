import type { Routes } from "./services.ts";

/** For the kubelet and load balancers. A cluster or a store that is away makes nobody restart us: pages still say what is wrong. */
export const healthRoutes: Routes = (app, { stopping, store, isClusterReachable }) => {
  // Asked every few seconds: only what fails is worth a line.
  const probe = { method: ["GET" as const, "HEAD" as const], logLevel: "warn" as const };

  app.route({ ...probe, url: "/healthz", handler: async () => ({ status: "ok" }) });
  app.route({
    ...probe,
    url: "/readyz",
    handler: async (_request, reply) => {
      if (stopping.aborted) return reply.code(503).send({ status: "stopping" });
      return {
        status: "ready",
        cluster: (await isClusterReachable()) ? "reachable" : "unreachable",
        store: store.isReady ? "reachable" : "unreachable",
      };
    },
  });
};
