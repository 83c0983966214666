import * as z from "zod";
import { api } from "#lib/api/paths.ts";
import { createLogoutReader } from "../auth/back-channel-logout.ts";
import { reasonOf } from "../log.ts";
import { auditSourceOf } from "./params.ts";
import { ProblemError, problemOf } from "./problem-error.ts";
import type { Routes } from "./services.ts";

const longestBody = 16 * 1024;
const body = z.looseObject({ logout_token: z.string().min(1) });

/** OpenID Connect Back-Channel Logout 1.0: the identity provider itself says who has signed out, whatever became of the browser. */
export const backChannelRoutes: Routes = (app, { config, provider, sessions, store, audit }) => {
  if (!provider || !config.oidc) return;
  const read = createLogoutReader({ known: provider.known, clientId: config.oidc.clientId, store });

  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    "application/x-www-form-urlencoded",
    { parseAs: "string", bodyLimit: longestBody },
    (_, text, done) => done(null, Object.fromEntries(new URLSearchParams(String(text)))),
  );

  // It comes from a server, so there is no page of ours whose origin it could show: the signed token says who asks.
  app.post(api.backChannelLogout(), { config: { fromAnywhere: true } }, async (request, reply) => {
    try {
      const { data } = body.safeParse(request.body);
      if (!data) throw new ProblemError("bad-request", { about: "logout token" });
      const ended = await sessions.endByProvider(await read(data.logout_token));
      request.log.info({ ended }, "the identity provider signed somebody out");
      audit.record(null, { event: "sign-out", outcome: "done", verb: "back-channel", ...auditSourceOf(request) });
      return reply.send();
    } catch (error) {
      const { status } = problemOf(error);
      request.log.warn({ reason: reasonOf(error) }, "a back-channel logout was refused");
      // Whatever it was, the specification knows 400 for it; the provider may try again when it was not its fault.
      const isOurs = status >= 500;
      return reply.code(isOurs ? 503 : 400).send({ error: isOurs ? "temporarily_unavailable" : "invalid_request" });
    }
  });
};
