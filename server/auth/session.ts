import { ProblemError } from "../http/problem-error.ts";
import { type Identity, identityKey, type Person } from "./person.ts";

export type Tokens = {
  /** What the cluster is shown; never leaves the server. */
  idToken: string;
  refreshToken: string | null;
  /** Milliseconds since the epoch. */
  expiresAt: number;
};

export type SignedIn = { identity: Identity; tokens: Tokens };

/** New tokens for old; throws a ProblemError `session-ended` when refused for good, anything else when it may work later. */
export type Refresh = (tokens: Tokens) => Promise<SignedIn>;

export type SessionLimits = { idleMs: number; absoluteMs: number };

export type Session = Person & {
  /** When it ends if nobody does anything any more, in milliseconds since the epoch. */
  readonly expiresAt: number;
  /** The person did something: the idle limit starts again. */
  touch: () => void;
  end: () => void;
  /** For revocation at sign-out only. */
  readonly refreshToken: string | null;
};

/** A token is renewed this long before it expires, so that none expires on its way. */
const renewBeforeMs = 60_000;

type SessionOptions = {
  sessionId: string;
  signedIn: SignedIn;
  limits: SessionLimits;
  refresh: Refresh;
  now: () => number;
};

export const createSession = ({ sessionId, signedIn, limits, refresh, now }: SessionOptions): Session => {
  const { identity } = signedIn;
  let { tokens } = signedIn;
  let touchedAt = now();
  let renewing: Promise<string> | null = null;
  const startedAt = touchedAt;
  const ending = new AbortController();

  const renew = async (): Promise<string> => {
    try {
      const renewed = await refresh(tokens);
      // With other groups somebody is another person to every cache and shared watch: those must not go on under the old name.
      if (identityKey(renewed.identity) !== identityKey(identity)) throw new ProblemError("session-ended");
      tokens = renewed.tokens;
      return tokens.idToken;
    } catch (error) {
      if (error instanceof ProblemError && error.problem.code === "session-ended") {
        ending.abort();
        throw error;
      }
      // The identity provider is away: a token that is still good carries the person over the gap.
      if (tokens.expiresAt > now()) return tokens.idToken;
      throw new ProblemError("unavailable", { about: "identity provider", cause: error });
    } finally {
      renewing = null;
    }
  };

  const session: Session = {
    sessionId,
    identity,
    ended: ending.signal,
    get expiresAt() {
      const ownEnd = Math.min(touchedAt + limits.idleMs, startedAt + limits.absoluteMs);
      return tokens.refreshToken ? ownEnd : Math.min(ownEnd, tokens.expiresAt);
    },
    get refreshToken() {
      return tokens.refreshToken;
    },
    touch: () => {
      touchedAt = now();
    },
    end: () => ending.abort(),
    token: async () => {
      if (!ending.signal.aborted && session.expiresAt <= now()) ending.abort();
      if (ending.signal.aborted) throw new ProblemError("session-ended");
      if (!tokens.refreshToken || tokens.expiresAt - renewBeforeMs > now()) return tokens.idToken;
      renewing ??= renew();
      return renewing;
    },
  };
  return session;
};
