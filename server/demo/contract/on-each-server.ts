import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe } from "vitest";
import { startApiServer } from "../api-server/start.ts";
import { createCertificates } from "../certificates.ts";
import { Api } from "./client.ts";

/** The API server that a suite runs on; `isReal` only where a documented difference is pinned. */
export type OnServer = { api: () => Api; isReal: boolean };

// biome-ignore lint/style/noProcessEnv: which server a test run is given is no configuration of the product.
const { PORTHOLE_CONTRACT_KUBECONFIG: realKubeconfig } = process.env;

type Started = { api: Api; dispose: () => Promise<void> };

const startStandIn = async (): Promise<Started> => {
  const server = await startApiServer({ certificates: await createCertificates() });
  const api = new Api(server.adminKubeconfig());
  const dispose = async () => {
    await api.dispose();
    await server.dispose();
  };
  return { api, dispose };
};

const openReal = async (): Promise<Started> => {
  const api = new Api(readFileSync(realKubeconfig ?? "", "utf8"));
  return { api, dispose: () => api.dispose() };
};

const withServer = (start: () => Promise<Started>, isReal: boolean, suite: (server: OnServer) => void): void => {
  let started: Started | undefined;
  beforeAll(async () => {
    started = await start();
  });
  afterAll(() => started?.dispose());
  const api = (): Api => {
    if (!started) throw new Error("asked for the server before it was started");
    return started.api;
  };
  suite({ api, isReal });
};

/** Declares the suite twice: for the stand-in, and for the real kube-apiserver of PORTHOLE_CONTRACT_KUBECONFIG. */
export const onEachServer = (subject: string, suite: (server: OnServer) => void): void => {
  describe(`${subject}: stand-in`, () => withServer(startStandIn, false, suite));
  const reason = realKubeconfig ? "" : " (skipped: PORTHOLE_CONTRACT_KUBECONFIG names no cluster)";
  describe.skipIf(!realKubeconfig)(`${subject}: real kube-apiserver${reason}`, () => withServer(openReal, true, suite));
};
