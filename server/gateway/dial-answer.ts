import type { CloseCode } from "#lib/console/close-codes.ts";
import type { HandshakeAnswer } from "./raw-socket.ts";

/** `retry`: asking again soon may help, else the code says why not; `boot`: only where the machine is known to boot. */
export type DialVerdict = { retry: "no" | "soon" | "boot"; code: CloseCode };

const close = (code: CloseCode): DialVerdict => ({ retry: "no", code });

/**
 * What a refused or failed upgrade upstream means. KubeVirt says most of it only in the text of a Status (platform-api.md 4.2,
 * KV pkg/virt-api/rest/{streamer,console,vnc}.go); the text decides here and goes no further than the log.
 */
export const judgeRefusal = (answer: Extract<HandshakeAnswer, { kind: "refused" }>): DialVerdict => {
  const { status, body } = answer;
  switch (status) {
    case 400:
      if (/No serial consoles are present/i.test(body)) return close(4425);
      if (/No graphics devices are present/i.test(body)) return close(4424);
      // A launcher pod is ready, and so a machine looks running, a moment before its instance does.
      if (/VMI is not running/i.test(body)) return { retry: "soon", code: 4409 };
      return close(4502);
    case 401:
      // An empty 401 is virt-api's own access review saying no; one with a Status is an expired token.
      return close(body === "" ? 4403 : 4401);
    case 403:
      return close(4403);
    case 404:
      return { retry: "boot", code: 4404 };
    case 409:
      return close(4409);
    case 429:
      return close(4429);
    case 504:
      return close(4504);
    case 500:
      if (/Active VNC connection/i.test(body)) return close(4423);
      // virt-handler's cache lags just after a start or a migration.
      if (/\(404\)[\s\S]*does not exist/i.test(body)) return { retry: "soon", code: 4502 };
      if (/Client\.Timeout exceeded|context deadline exceeded/i.test(body)) return close(4504);
      return close(4502);
    default:
      return close(4502);
  }
};
