import type { KoaContextWithOIDC } from "oidc-provider";
import { page } from "./page.ts";

/** Where RP-initiated logout arrives: the person is asked, by the provider's own form. */
export const askToSignOut = (ctx: KoaContextWithOIDC, form: string): void => {
  ctx.body = page(
    "Demo sign-out",
    `<h1>Demo sign-out</h1><p>You are signed in to the demo’s identity provider.</p>${form}
<button class="go" form="op.logoutForm" name="logout" value="yes">Sign out</button>`,
  );
};

export const signedOutPage = page("Signed out", "<h1>Signed out</h1><p>You can close this page.</p>");

const backChannelPath = "/auth/back-channel-logout";

export const backChannelUri = (productOrigin: string | undefined): string | undefined =>
  productOrigin && `${productOrigin}${backChannelPath}`;

/**
 * How the provider speaks to its clients. It knows one address of a client where the demo may have several products behind it: each is
 * told, and one that is not running misses nothing.
 */
export const tellEveryProduct =
  (productOrigins: readonly string[]) =>
  async (url: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    if (!String(url).endsWith(backChannelPath)) return fetch(url, init);
    const { method, headers, body, redirect, signal } = init;
    // Not with the whole of `init`: the connection it brings refuses loopback addresses, which is all that the demo has.
    const tell = (origin: string) =>
      fetch(`${origin}${backChannelPath}`, {
        ...(method && { method }),
        ...(headers && { headers }),
        ...(body && { body }),
        ...(redirect && { redirect }),
        ...(signal && { signal }),
      });
    const told = await Promise.allSettled(productOrigins.map(tell));
    const answers = told.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
    const answer = answers.find(({ ok }) => ok) ?? answers[0];
    if (!answer) throw new Error("no product is running");
    return answer;
  };
