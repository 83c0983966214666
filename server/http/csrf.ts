import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { sessionCookieOf } from "../auth/cookies.ts";
import { ProblemError } from "./problem-error.ts";

/** What a form that is posted without a script carries instead of the header. */
export const csrfFieldOf = (body: unknown): unknown =>
  typeof body === "object" && body !== null && "csrf" in body ? body.csrf : undefined;

const sign = (cookie: string, nonce: string): Buffer => createHmac("sha256", cookie).update(`csrf ${nonce}`).digest();

/**
 * What a page must show with every write: bound to the session by its cookie's value, so that neither a token of another session nor
 * a cookie planted by a sibling domain is one. Different each time: compressed next to what somebody else chose, it gives nothing away.
 */
export const createCsrfToken = (cookieHeader: string | null | undefined): string => {
  const nonce = randomBytes(16).toString("base64url");
  return `${nonce}.${sign(sessionCookieOf(cookieHeader) ?? "", nonce).toString("base64url")}`;
};

/** Throws `stale-page` unless a page of this very session made the request; only for requests whose session was found. */
export const requireCsrfToken = (cookieHeader: string | undefined, given: unknown): void => {
  const cookie = sessionCookieOf(cookieHeader);
  const [nonce = "", signature = ""] = typeof given === "string" && given.length < 200 ? given.split(".") : [];
  const [said, expected] = [Buffer.from(signature, "base64url"), sign(cookie ?? "", nonce)];
  if (!cookie || said.length !== expected.length || !timingSafeEqual(said, expected))
    throw new ProblemError("stale-page");
};
