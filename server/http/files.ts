import { existsSync } from "node:fs";
import { join } from "node:path";
import { fastifyStatic } from "@fastify/static";
import type { FastifyInstance } from "fastify";

/** Built and public files, past Next. Built ones carry a digest in their name and never change; all are the same for everybody. */
export const staticFiles = (app: FastifyInstance, root: string, production: boolean): void => {
  const built = join(root, ".next/static");
  const open = join(root, "public");
  const common = { decorateReply: false, index: false, preCompressed: true, cacheControl: false } as const;
  if (production && existsSync(built)) {
    app.register(fastifyStatic, {
      ...common,
      root: built,
      prefix: "/_next/static/",
      setHeaders: (reply) => {
        reply.header("cache-control", "public, max-age=31536000, immutable");
        reply.header("vary", "Accept-Encoding");
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
