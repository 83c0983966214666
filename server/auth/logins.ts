import { createHash, randomBytes } from "node:crypto";
import * as z from "zod";
import { ProblemError } from "../http/problem-error.ts";
import type { SharedStore } from "../store/shared-store.ts";
import type { Flow, IdentityProvider } from "./identity-provider.ts";
import { createSeal } from "./seal.ts";
import type { SignedIn } from "./session-record.ts";

/** Sign-ins under way: from leaving for the identity provider until the callback, which may come to another replica. */
export type Logins = {
  /** `browser` is the login cookie's value, kept so that two tabs can sign in side by side. */
  begin: (asked: {
    returnTo: string;
    browser: string | null;
    anew: boolean;
  }) => Promise<{ location: string; browser: string }>;
  /** Ends one by its callback, once. Throws `bad-request` for a callback that this browser did not begin. */
  finish: (callback: URL, browser: string | null) => Promise<{ signedIn: SignedIn; returnTo: string }>;
};

export const loginLifetimeMs = 10 * 60_000;

const unfinishedSchema = z.object({ nonce: z.string(), verifier: z.string(), returnTo: z.string() });

type LoginsOptions = {
  provider: Pick<IdentityProvider, "authorizationUrl" | "exchange">;
  store: SharedStore;
  max?: number;
};

const begun = "logins";
const random = () => randomBytes(32).toString("base64url");
/** Of the browser too: whoever brings back another browser's state finds nothing, and uses nothing up. */
const keyOf = (state: string, browser: string) =>
  `login:${createHash("sha256")
    .update(JSON.stringify([state, browser]))
    .digest("base64url")}`;
const sealOf = (browser: string) => createSeal(browser, "login");

/** Bounded: the oldest makes room, and what was never finished goes when its time is over. */
export const createLogins = ({ provider, store, max = 10_000 }: LoginsOptions): Logins => {
  const makeRoom = async (key: string): Promise<void> => {
    while (!(await store.addMember(begun, key, loginLifetimeMs, max))) {
      const oldest = await store.popMember(begun);
      if (oldest) await store.delete(oldest);
    }
  };

  return {
    begin: async ({ returnTo, browser: known, anew }) => {
      const browser = known ?? random();
      const flow: Flow = { state: random(), nonce: random(), verifier: random() };
      const location = await provider.authorizationUrl(flow, anew);
      const key = keyOf(flow.state, browser);
      await makeRoom(key);
      const { nonce, verifier } = flow;
      await store.set(key, sealOf(browser).close(JSON.stringify({ nonce, verifier, returnTo })), loginLifetimeMs);
      return { location: location.href, browser };
    },
    finish: async (callback, browser) => {
      const state = callback.searchParams.get("state");
      const key = state && browser ? keyOf(state, browser) : null;
      const sealed = key && (await store.take(key));
      const text = sealed && browser ? sealOf(browser).open(sealed) : null;
      if (!state || !key || !text) throw new ProblemError("bad-request", { about: "sign-in" });
      await store.removeMember(begun, key);
      const { returnTo, ...secrets } = unfinishedSchema.parse(JSON.parse(text));
      return { signedIn: await provider.exchange(callback, { state, ...secrets }), returnTo };
    },
  };
};
