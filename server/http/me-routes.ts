import type { MeAnswer } from "#lib/api/requests.ts";
import { personViewOf } from "../auth/person-view.ts";
import { createCsrfToken } from "./csrf.ts";
import { ProblemError } from "./problem-error.ts";
import type { Routes } from "./services.ts";

export const meRoutes: Routes = (app) => {
  app.get("/api/v1/me", async ({ session, headers }): Promise<MeAnswer> => {
    if (!session) throw new ProblemError("signed-out");
    return { ...personViewOf(session), csrfToken: createCsrfToken(headers.cookie) };
  });
};
