import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startProduct } from "../../running.mjs";
import { freePort } from "../../setup.mjs";
import { type Certificates, makeCertificates } from "./certificates.ts";
import { FaultProxy } from "./fault-proxy.ts";
import { platform, returnSparePort, takeSparePort } from "./platform.ts";

export type OwnProduct = {
  origin: string;
  /** What lies between this product and the cluster. */
  proxy: FaultProxy;
  certificates: Certificates;
  /** Ends the process and starts it anew at the same address. */
  restart: () => Promise<void>;
  end: () => Promise<void>;
};

type Options = {
  env?: Record<string, string>;
  /** False: the cluster refuses connections at first. */
  isPlugged?: boolean;
};

/** A product of the test's own, with its own configuration, behind a proxy that makes trouble. */
export const ownProduct = async ({ env = {}, isPlugged = true }: Options = {}): Promise<OwnProduct> => {
  const folder = mkdtempSync(join(tmpdir(), "porthole-own-"));
  const certificates = await makeCertificates();
  const caFile = join(folder, "ca.crt");
  writeFileSync(caFile, certificates.ca);

  const { clusterUrl, caFile: clusterCaFile } = platform();
  const proxyPort = await freePort();
  const cluster = { url: clusterUrl, ca: readFileSync(clusterCaFile, "utf8") };
  const proxy = new FaultProxy(proxyPort, cluster, certificates.good);
  if (isPlugged) await proxy.plug();

  const port = takeSparePort();
  const origin = `http://127.0.0.1:${port}`;
  const start = () =>
    startProduct({
      port,
      origin,
      platform: { ...platform(), clusterUrl: `https://127.0.0.1:${proxyPort}`, caFile },
      // What is made to fail here is not worth a line in the test's output.
      env: { PORTHOLE_LOG_LEVEL: "fatal", PORTHOLE_AUDIT: "off", ...env },
    });
  let product = await start();
  return {
    origin,
    proxy,
    certificates,
    restart: async () => {
      await product.end();
      product = await start();
    },
    end: async () => {
      await product.end();
      returnSparePort(port);
      await proxy.dispose();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
