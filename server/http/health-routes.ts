import type { Routes } from "./services.ts";

/** For the kubelet and load balancers. A cluster that is away makes nobody restart us: pages still say what is wrong. */
export const healthRoutes: Routes = (app, { stopping, isClusterReachable }) => {
  app.get("/healthz", async () => ({ status: "ok" }));
  app.get("/readyz", async (_request, reply) => {
    if (stopping.aborted) return reply.code(503).send({ status: "stopping" });
    return { status: "ready", cluster: (await isClusterReachable()) ? "reachable" : "unreachable" };
  });
};
