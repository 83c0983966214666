import { createSecureContext, type SecureContext } from "node:tls";
import type { ClusterConfig } from "../config.ts";
import { ProblemError } from "../http/problem-error.ts";
import type { KubePath } from "./api.ts";

/** Where the API server is and how it proves itself. Everything upstream, sockets included, is dialled by this. */
export type KubeTarget = {
  /** `https://host:port`. */
  origin: string;
  tls: { secureContext: SecureContext; rejectUnauthorized: true; ALPNProtocols: ["http/1.1"] };
  /** Path and query of a request, below the server's own prefix; throws `bad-request` for a part that is no name. */
  pathOf: (path: KubePath, query?: Readonly<Record<string, string>>) => string;
};

/** Names, kinds, groups and versions: never a slash, a percent sign, a dot segment or an empty part. */
const segment = /^[A-Za-z0-9](?:[A-Za-z0-9_-]|\.(?!\.)){0,251}[A-Za-z0-9]$|^[A-Za-z0-9]$/;

export const createKubeTarget = ({ server, ca }: ClusterConfig): KubeTarget => {
  const url = new URL(server);
  const prefix = url.pathname.replace(/\/+$/, "");
  return {
    origin: url.origin,
    tls: {
      // Made once: each connection would read the certificates anew and keep them.
      secureContext: createSecureContext({ ...(ca && { ca }), minVersion: "TLSv1.2" }),
      rejectUnauthorized: true,
      ALPNProtocols: ["http/1.1"],
    },
    pathOf: (path, query) => {
      if (!path.every((part) => segment.test(part))) throw new ProblemError("bad-request");
      const search = new URLSearchParams(query).toString();
      return `${prefix}/${path.join("/")}${search ? `?${search}` : ""}`;
    },
  };
};
