/** Close codes of our console sockets: 44xx say that asking again as is will not help, 45xx that it may. */
export const closeCodes = {
  4400: "bad-request",
  4401: "session-ended",
  4403: "forbidden",
  4404: "not-found",
  4408: "idle", // nobody used it for as long as the operator allows
  4409: "not-running",
  4410: "guest-closed", // the machine stopped, or somebody from outside took the console over (KubeVirt says neither)
  4411: "taken-over", // by one of ours, whose name follows (watching/taken-over.ts)
  4412: "watch-over", // nobody is on the console that was to be watched, or not any more
  4419: "lifetime", // it was open for as long as the operator allows
  4423: "in-use",
  4424: "no-graphics",
  4425: "no-serial",
  4429: "too-many-requests",
  4500: "internal",
  4502: "unavailable",
  4503: "server-stopping",
  4504: "timeout",
} as const;

export type CloseCode = keyof typeof closeCodes;
export type CloseReason = (typeof closeCodes)[CloseCode];
