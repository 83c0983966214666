import * as z from "zod";
import { api } from "#lib/api/paths.ts";
import { longestKubeconfig, type SignInAnswer, type TokenSignInRequest } from "#lib/sign-in.ts";
import { safeReturnTo } from "../auth/return-to.ts";
import { beginSession, recordFailure } from "./begin-session.ts";
import { ProblemError } from "./problem-error.ts";
import type { Routes } from "./services.ts";

const returnTo = z.string().optional();
const body: z.ZodType<TokenSignInRequest> = z.union([
  z.strictObject({ token: z.string(), returnTo }),
  z.strictObject({ kubeconfig: z.string(), returnTo }),
]);

/** Signing in with what somebody already holds. The form's answer is data: what was typed stays in the page when it is refused. */
export const tokenRoutes: Routes = (app, services) => {
  const { tokenSignIn } = services;
  if (!tokenSignIn) return;
  // Every character may take six in JSON.
  app.post(api.tokenSignIn(), { bodyLimit: 7 * longestKubeconfig }, async (request, reply): Promise<SignInAnswer> => {
    const { data } = body.safeParse(request.body);
    if (!data) throw new ProblemError("bad-request");
    const { byToken, byKubeconfig } = tokenSignIn;
    try {
      const signedIn = await ("token" in data ? byToken(data.token) : byKubeconfig(data.kubeconfig));
      await beginSession(request, reply, services, "token", signedIn);
    } catch (error) {
      recordFailure(request, services, "token", error);
      throw error;
    }
    return { location: safeReturnTo(data.returnTo) };
  });
};
