import type { FastifyRequest } from "fastify";
import type { MeAnswer } from "#lib/api/requests.ts";
import { personViewOf } from "../auth/person-view.ts";
import { createCsrfToken } from "./csrf.ts";
import { ProblemError } from "./problem-error.ts";
import type { Routes } from "./services.ts";

export const meRoutes: Routes = (app) => {
  const me = async ({ session, headers }: FastifyRequest): Promise<MeAnswer> => {
    if (!session) throw new ProblemError("signed-out");
    const now = Date.now();
    return {
      ...personViewOf(session),
      csrfToken: createCsrfToken(headers.cookie),
      expiresInMs: Math.max(0, session.expiresAt - now),
      endsInMs: Math.max(0, session.endsAt - now),
    };
  };
  app.get("/api/v1/me", me);
  // As every write, it says that somebody is there: the idle limit begins anew.
  app.post("/api/v1/me", me);
};
