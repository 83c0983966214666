import type { ChildProcess } from "node:child_process";

export type Platform = {
  clusterUrl: string;
  caFile: string;
  issuer: string;
  /** Signed the issuer's certificate, where it speaks https: the product and the browser must be told. */
  issuerCaFile?: string;
  kubeconfig: string;
  people: { name: string; level: string; says?: string }[];
};
export type Running = { child: ChildProcess; end: () => Promise<void> };

export const startDemo: (options: {
  origin: string;
  env?: Record<string, string>;
  heapMiB?: number;
}) => Promise<Running & { platform: Platform }>;
export const startDemoOnCluster: (options: {
  origin: string;
  refcluster: string;
  folder: string;
  env?: Record<string, string>;
}) => Promise<Running & { platform: Platform }>;
export const startProduct: (options: {
  port: number;
  origin: string;
  platform: Platform;
  env?: Record<string, string>;
  /** Node's own, for what it does not take from NODE_OPTIONS. */
  flags?: string[];
}) => Promise<Running>;

/** A Redis or Valkey of the caller's own on a free port, without files; `password` may be asked for. */
export const startStore: (options?: {
  port?: number;
  password?: string;
}) => Promise<Running & { url: string; port: number }>;
