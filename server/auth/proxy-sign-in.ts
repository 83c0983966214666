import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { BlockList, isIPv6 } from "node:net";
import { problemOf } from "../http/problem-error.ts";
import type { ProxySignInConfig } from "../sign-in-config.ts";
import { sessionCookie } from "./cookies.ts";
import type { SessionStore } from "./session-store.ts";
import type { TokenSignIn } from "./token-sign-in.ts";

export type ProxySignIn = {
  /**
   * Makes a request that a trusted proxy brought a token with one of that token's own session, whatever cookie it came with; leaves every
   * other one as it is. A token that the cluster does not know makes it nobody's. Throws while the cluster cannot be asked.
   */
  admit: (request: Pick<IncomingMessage, "headers" | "socket">) => Promise<void>;
};

type Options = {
  config: ProxySignInConfig;
  byToken: TokenSignIn["byToken"];
  sessions: Pick<SessionStore, "open" | "find">;
  /** Tokens remembered at once; the oldest is asked about again. */
  max?: number;
};

const listOf = (peers: readonly string[]): BlockList => {
  const list = new BlockList();
  for (const peer of peers) {
    const [address = "", prefix] = peer.split("/");
    const family = isIPv6(address) ? "ipv6" : "ipv4";
    if (prefix === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(prefix), family);
  }
  return list;
};

/** The session cookie, or none, in place of whatever the browser sent under that name. */
const withSession = (header: string | undefined, cookie: string | null): string => {
  const others = (header ?? "").split(/; ?/).filter((pair) => pair !== "" && !pair.startsWith(`${sessionCookie}=`));
  return [...others, ...(cookie === null ? [] : [`${sessionCookie}=${cookie}`])].join("; ");
};

/** Each token is one session: another token on a later request is another person, as far as we know. */
export const createProxySignIn = ({ config, byToken, sessions, max = 10_000 }: Options): ProxySignIn => {
  const trusted = listOf(config.peers);
  /** Cookies by digests of tokens, the same question asked once. */
  const known = new Map<string, Promise<string>>();

  const isTrusted = (address: string | undefined): boolean => {
    const plain = (address ?? "").replace(/^::ffff:(?=\d+\.)/i, "");
    return plain !== "" && trusted.check(plain, isIPv6(plain) ? "ipv6" : "ipv4");
  };
  const tokenOf = (headers: IncomingMessage["headers"]): string | null => {
    const value = headers[config.header];
    if (typeof value !== "string" || value === "") return null;
    const bearer = /^Bearer +(\S+)$/i.exec(value)?.[1];
    return bearer ?? (config.header === "authorization" ? null : value);
  };
  const open = (digest: string, token: string): Promise<string> => {
    const opening = byToken(token).then((signedIn) => sessions.open(signedIn));
    known.delete(digest);
    for (const oldest of known.keys()) if (known.size >= max) known.delete(oldest);
    known.set(digest, opening);
    opening.catch(() => known.get(digest) === opening && known.delete(digest));
    return opening;
  };

  const cookieOf = async (token: string): Promise<string | null> => {
    const digest = createHash("sha256").update(token).digest("base64url");
    try {
      const cookie = await (known.get(digest) ?? open(digest, token));
      const isLive = (await sessions.find(`${sessionCookie}=${cookie}`)) !== null;
      return isLive ? cookie : await open(digest, token);
    } catch (error) {
      if (problemOf(error).code === "invalid") return null;
      throw error;
    }
  };

  return {
    admit: async ({ headers, socket }) => {
      if (!isTrusted(socket.remoteAddress)) return;
      const token = tokenOf(headers);
      if (token === null) return;
      headers.cookie = withSession(headers.cookie, await cookieOf(token));
    },
  };
};
