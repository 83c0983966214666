import type { ProblemCode } from "../api/problem.ts";
import { type CloseCode, closeCodes } from "./close-codes.ts";

/** What a person can do about it; each is a key of messages `console.ways.<way>`. */
export type WayOut = "reconnect" | "take-over" | "take-back" | "bring-back" | "sign-in" | "other-console" | "back";

/** Why a console is over, as long as nobody asks again (keys of messages `console.ended.<reason>`), and the way out of it. */
export const wayOutOf = {
  closed: "reconnect", // by the person
  moved: "bring-back", // into a window of its own
  "session-ended": "sign-in",
  forbidden: "back",
  "permission-lost": "back", // while it was open
  "not-found": "back",
  "guest-closed": "reconnect",
  evicted: "take-back", // the machine runs on, so somebody else has taken the console
  idle: "reconnect",
  lifetime: "reconnect",
  "in-use": "take-over",
  "taken-over": "take-over",
  "no-graphics": "other-console",
  "no-serial": "other-console",
  "too-many-requests": "reconnect",
  unavailable: "reconnect",
  blocked: "reconnect", // something on the way passes no upgrade
  "display-failed": "reconnect", // the viewer could not read what the guest sent
  "display-too-large": "other-console", // no page can hold so large a screen
  unsupported: "back",
  internal: "reconnect",
} as const satisfies Record<string, WayOut>;

export type EndReason = keyof typeof wayOutOf;

/** Somebody else has the place: `in-use` when it was asked for, `taken-over` while it was one's own. */
export type HeldReason = "in-use" | "taken-over";

/** `not-running`: the machine is off; `retry`: asking again may help; `unopened`: so it may, but the socket did not even open. */
export type Outcome = EndReason | "not-running" | "retry" | "unopened";

/** What the server's refusal of a ticket means for the console. */
export const outcomeOfProblem = (code: ProblemCode): Outcome => {
  switch (code) {
    case "signed-out":
    case "session-ended":
    // The session of this page is over; the one that the browser has now is another person's.
    case "stale-page":
      return "session-ended";
    case "forbidden":
    case "not-found":
    case "in-use":
    case "no-graphics":
    case "no-serial":
    case "too-many-requests":
    case "unsupported":
    case "not-running":
      return code;
    case "deleting":
      return "not-found";
    case "unavailable":
    case "sign-in-unavailable":
    case "store-unavailable":
    case "timeout":
      return "retry";
    case "conflict":
    case "contradictory":
    case "invalid":
    case "quota-exceeded":
    case "busy":
    case "bad-request":
    case "bad-origin":
    case "interrupted":
    case "internal":
      return "internal";
  }
};

/** What a refusal is called that comes while the console is open: the right was there. */
export const afterWithdrawal = (reason: EndReason): EndReason => (reason === "forbidden" ? "permission-lost" : reason);

const isOurs = (code: number): code is CloseCode => code in closeCodes;

/**
 * What the end of a socket means that had opened, or had not. Our server closes with 44xx and 45xx only. 1000 and 1005 come from the viewer in this page, which gave up
 * on what it read; everything else is a broken line.
 */
export const outcomeOfClose = (code: number, hasOpened = true): Outcome => {
  if (code === 1000 || code === 1005) return "display-failed";
  if (!isOurs(code)) return hasOpened ? "retry" : "unopened";
  const reason = closeCodes[code];
  switch (reason) {
    case "bad-request":
    case "internal":
    // A console is never told so; who watches one reads it otherwise.
    case "watch-over":
      return "internal";
    case "unavailable":
    case "server-stopping":
    case "timeout":
      return "retry";
    default:
      return reason;
  }
};
