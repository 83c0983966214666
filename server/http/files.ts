import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { fastifyStatic } from "@fastify/static";
import type { FastifyInstance } from "fastify";
import type { Config } from "../config.ts";
import { fileHeaders, setHeaders, workerHeaders } from "./security-headers.ts";

/** How Turbopack names the file by which a worker begins. */
const workerPrefix = "turbopack-worker-";

/** Built and public files, past Next. Built ones carry a digest in their name and never change; all are the same for everybody. */
export const staticFiles = (app: FastifyInstance, root: string, config: Config): void => {
  const built = join(root, ".next/static");
  const open = join(root, "public");
  const common = { decorateReply: false, index: false, preCompressed: true, cacheControl: false } as const;
  if (config.production && existsSync(built)) {
    const headers = fileHeaders(config);
    const forWorkers = workerHeaders(config);
    app.register(fastifyStatic, {
      ...common,
      root: built,
      prefix: "/_next/static/",
      // Nobody asks again for what never changes, nor for a part of it.
      etag: false,
      lastModified: false,
      acceptRanges: false,
      setHeaders: ({ raw }, path) => {
        for (const name of raw.getHeaderNames()) raw.removeHeader(name);
        setHeaders(raw, basename(path).startsWith(workerPrefix) ? forWorkers : headers);
      },
    });
  }
  if (existsSync(open)) {
    app.register(fastifyStatic, {
      ...common,
      root: open,
      // One route a file, so that everything else is still a page.
      wildcard: false,
      setHeaders: (reply) => {
        reply.header("cache-control", "public, max-age=3600");
        reply.header("vary", "Accept-Encoding");
      },
    });
  }
};
