import type { Routes } from "./services.ts";

/** For the kubelet and load balancers. A cluster or a store that is away makes nobody restart us: pages still say what is wrong. */
export const healthRoutes: Routes = (app, { stopping, store, isClusterReachable, provider }) => {
  // Asked every few seconds: only what fails is worth a line.
  const probe = { method: ["GET" as const, "HEAD" as const], logLevel: "warn" as const };

  app.route({ ...probe, url: "/healthz", handler: async () => ({ status: "ok" }) });
  app.route({
    ...probe,
    url: "/readyz",
    handler: async (_request, reply) => {
      if (stopping.aborted) return reply.code(503).send({ status: "stopping" });
      const parts = {
        cluster: (await isClusterReachable()) ? "reachable" : "unreachable",
        store: store.isReady ? "reachable" : "unreachable",
        ...(provider && { identityProvider: provider.state }),
      };
      // Nobody could sign in, and waiting does not help: a rollout with that configuration must not go on.
      if (provider?.state === "refused") return reply.code(503).send({ status: "refused", ...parts });
      return { status: "ready", ...parts };
    },
  });
};
