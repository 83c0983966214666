import type Provider from "oidc-provider";
import type { KoaContextWithOIDC } from "oidc-provider";
import { page } from "./page.ts";

/**
 * Where RP-initiated logout arrives. A request that shows an ID token of the very session is done at once and sent back; any other one
 * asks, by the provider's own form.
 */
export const createLogoutSource =
  (provider: () => Provider) =>
  async (ctx: KoaContextWithOIDC, form: string): Promise<void> => {
    const { session, params, entities } = ctx.oidc;
    const hinted = entities.IdTokenHint?.payload;
    if (session && typeof hinted?.sub === "string" && hinted.sub === session.accountId) {
      for (const { grantId } of Object.values(session.authorizations ?? {})) {
        if (!grantId) continue;
        await provider().RefreshToken.revokeByGrantId(grantId);
        await provider().AccessToken.revokeByGrantId(grantId);
      }
      await session.destroy();
      const back =
        typeof params?.post_logout_redirect_uri === "string" ? new URL(params.post_logout_redirect_uri) : null;
      if (back && typeof params?.state === "string") back.searchParams.set("state", params.state);
      if (back) return ctx.redirect(back.href);
      ctx.body = signedOutPage;
      return;
    }
    ctx.body = page(
      "Demo sign-out",
      `<h1>Demo sign-out</h1><p>You are signed in to the demo’s identity provider.</p>${form}
<button class="go" form="op.logoutForm" name="logout" value="yes">Sign out</button>`,
    );
  };

export const signedOutPage = page("Signed out", "<h1>Signed out</h1><p>You can close this page.</p>");
