import type { FastifyRequest } from "fastify";
import * as z from "zod";
import type { AuditSource } from "../audit/audit.ts";
import { ProblemError } from "./problem-error.ts";

/** A Cozystack tenant is a namespace `tenant-…`; no other namespace is ever reached by a route. */
export const tenantName = z.string().regex(/^tenant-[a-z0-9](?:[a-z0-9-]{0,54}[a-z0-9])?$/);
const name = z.string().regex(/^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/);

const tenantParams = z.object({ tenant: tenantName });
const namedParams = z.object({ tenant: tenantName, name });

const parse = <T>(schema: z.ZodType<T>, request: FastifyRequest): T => {
  const { data, success } = schema.safeParse(request.params);
  if (!success) throw new ProblemError("bad-request");
  return data;
};

/** `:tenant` of a route, or `bad-request`. */
export const tenantOfRequest = (request: FastifyRequest): string => parse(tenantParams, request).tenant;

/** `:tenant` and `:name` of a route, or `bad-request`. */
export const namedOfRequest = (request: FastifyRequest): { tenant: string; name: string } =>
  parse(namedParams, request);

/** Which request an audit line is about, and whose. */
export const auditSourceOf = ({ id, ip }: FastifyRequest): AuditSource => ({ requestId: id, address: ip });
