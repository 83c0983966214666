import { randomBytes } from "node:crypto";
import { ProblemError } from "../http/problem-error.ts";
import type { Flow, IdentityProvider } from "./identity-provider.ts";
import type { SignedIn } from "./session.ts";

type Unfinished = Flow & { browser: string; returnTo: string; expiresAt: number };

/** Sign-ins under way: from leaving for the identity provider until the callback. */
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

type LoginsOptions = { provider: IdentityProvider; max?: number; now?: () => number };

/** Held in memory, bounded: the oldest makes room, and what was never finished goes when its time is over. */
export const createLogins = ({
  provider,
  max = 10_000,
  now = Date.now,
}: LoginsOptions): Logins & { readonly size: number } => {
  const unfinished = new Map<string, Unfinished>();
  const random = () => randomBytes(32).toString("base64url");

  /** Insertion order is order of expiry, so the first that is alive ends the search. */
  const makeRoom = () => {
    for (const [state, { expiresAt }] of unfinished) {
      if (expiresAt > now() && unfinished.size < max) return;
      unfinished.delete(state);
    }
  };

  return {
    get size() {
      return unfinished.size;
    },
    begin: async ({ returnTo, browser: known, anew }) => {
      const browser = known ?? random();
      const flow = { state: random(), nonce: random(), verifier: random() };
      const location = await provider.authorizationUrl(flow, anew);
      makeRoom();
      unfinished.set(flow.state, { ...flow, browser, returnTo, expiresAt: now() + loginLifetimeMs });
      return { location: location.href, browser };
    },
    finish: async (callback, browser) => {
      const state = callback.searchParams.get("state");
      const login = state ? unfinished.get(state) : undefined;
      if (!login || login.browser !== browser || login.expiresAt <= now()) {
        throw new ProblemError("bad-request", { about: "sign-in" });
      }
      unfinished.delete(login.state);
      return { signedIn: await provider.exchange(callback, login), returnTo: login.returnTo };
    },
  };
};
