/** One request between the product and the cluster, as a fault gets it. */
export type Exchange = {
  readonly method: string;
  /** Path and query, as the product wrote them. */
  readonly path: string;
  readonly isUpgrade: boolean;
  /** Lets it through; each chunk of the answer's body waits for `pace`, which may also cut it off. */
  forward: (pace?: (chunk: Buffer) => Promise<void>) => void;
  respond: (status: number, headers: Record<string, string>, body: string) => void;
  /** Ends the connection with a reset, in the middle of whatever was being said. */
  reset: () => void;
};

export type Fault = (exchange: Exchange) => void;

export const answers =
  (status: number, body = "", headers: Record<string, string> = {}): Fault =>
  ({ respond }) =>
    respond(status, headers, body);

export const answersText = (status: number, text: string): Fault =>
  answers(status, text, { "content-type": "text/plain; charset=utf-8" });

/** A failure as kube-apiserver words it. */
export const answersStatus = (
  code: number,
  reason: string,
  message: string,
  headers: Record<string, string> = {},
): Fault => {
  const body = { kind: "Status", apiVersion: "v1", metadata: {}, status: "Failure", code, reason, message };
  return answers(code, JSON.stringify(body), { "content-type": "application/json", ...headers });
};

export const answersHtml = (status: number): Fault =>
  answers(status, "<!doctype html><h1>It works!</h1><script>document.title='taken over'</script>", {
    "content-type": "text/html",
  });

/** `retryAfter` is what the header says: seconds, or a date. */
export const tooManyRequests = (retryAfter: string): Fault =>
  answersStatus(429, "TooManyRequests", "too many requests, please try again later", { "retry-after": retryAfter });

/** The two answers of an aggregated server that has just been restarted, in their order (platform-api.md 10.2.3). */
export const stillDown = answersText(
  503,
  "error trying to reach service: dial tcp 10.96.12.7:443: connect: connection refused",
);
export const notYetTrusted = answersStatus(
  403,
  "Forbidden",
  'vminstances.apps.cozystack.io is forbidden: User "system:anonymous" cannot list resource "vminstances" in API group "apps.cozystack.io"',
);

/** Taken and never answered, without a FIN: a half-open connection. */
export const swallowed: Fault = () => {};

/** Passes on the first bytes of the answer, then resets. */
export const resetMidBody: Fault = ({ forward, reset }) => {
  let chunks = 0;
  forward(async () => {
    if (chunks++ > 0) return reset();
    // The first chunk must have left before the reset may overtake it.
    setTimeout(reset, 50);
  });
};

/** As slow as a bad line: each chunk of the body takes its time. */
export const slowBody =
  (msPerChunk: number): Fault =>
  ({ forward }) =>
    forward(() => new Promise((resolve) => setTimeout(resolve, msPerChunk)));

/** Keeps requests waiting for their first byte until `release`. */
export const held = (): { fault: Fault; release: () => void } => {
  const gate = Promise.withResolvers<void>();
  return { fault: ({ forward }) => void gate.promise.then(() => forward()), release: () => gate.resolve() };
};
