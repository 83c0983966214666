import type { connect } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import type { CloseCode } from "#lib/console/close-codes.ts";
import { releaseOfVm } from "#lib/resources/names.ts";
import type { Person } from "../auth/person.ts";
import { problemOf } from "../http/problem-error.ts";
import type { KubeTarget } from "../kube/target.ts";
import type { Chunks } from "./chunks.ts";
import { judgeRefusal } from "./dial-answer.ts";
import { dialUpgrade, type HandshakeAnswer } from "./raw-socket.ts";
import { ReusedReads } from "./reused-reads.ts";
import type { Admission } from "./ticket-store.ts";

/** The one subprotocol KubeVirt's streams speak; nothing a browser offers is ever sent on. */
const upstreamProtocol = "plain.kubevirt.io";

export type DialTiming = {
  /** One handshake; KubeVirt itself would take 60 s to say that a node is silent. */
  handshakeMs: number;
  /** How long "does not exist" is taken for a cache that lags after a start or a migration. */
  retryForMs: number;
  /** How long a machine is dialled that boots. The browser asks again after it, as long as it still does. */
  bootForMs: number;
  retryEveryMs: number;
  /** The same once the instance is there and only its guest is not: what it says first is lost to who comes later. */
  imminentEveryMs: number;
};

export type DialResult =
  | { kind: "open"; socket: Extract<HandshakeAnswer, { kind: "open" }>["socket"]; shown: Chunks }
  /** `text` is upstream's own and goes to the log only. */
  | { kind: "closed"; code: CloseCode; text: string }
  | { kind: "given-up" };

type Dial = {
  target: KubeTarget;
  person: Person;
  admission: Admission;
  timing: DialTiming;
  signal: AbortSignal;
  idleMemory: Buffer;
};

const pathOf = (target: KubeTarget, { tenant, name, kind, takeOver }: Admission): string => {
  const subresource = kind === "vnc" ? "vnc" : "console";
  const base = ["apis", "subresources.kubevirt.io", "v1", "namespaces", tenant] as const;
  // KubeVirt takes only Go's booleans: anything but these four letters would throw the other person out.
  const query = kind === "vnc" && !takeOver ? { preserveSession: "true" } : undefined;
  return target.pathOf([...base, "virtualmachineinstances", releaseOfVm(name), subresource], query);
};

const dialOnce = async (
  { target, person, admission, timing, signal }: Dial,
  reads: ReusedReads,
): Promise<HandshakeAnswer> => {
  const token = await person.token();
  const url = `${target.origin.replace(/^http/, "ws")}${pathOf(target, admission)}`;
  const either = AbortSignal.any([signal, AbortSignal.timeout(timing.handshakeMs)]);
  const headers = { authorization: `Bearer ${token}`, "user-agent": "porthole" };
  // ws gives it an object, never a port or a path.
  const createConnection = reads.connect as typeof connect;
  return dialUpgrade(url, upstreamProtocol, { ...target.tls, headers, createConnection }, either);
};

/** Opens the guest's stream with the person's own token. `signal` gives up: the browser left, the session ended, the server stops. */
export const dialConsole = async (dial: Dial): Promise<DialResult> => {
  const { timing, signal } = dial;
  const { atBoot } = dial.admission;
  const retryUntil = performance.now() + (atBoot ? timing.bootForMs : timing.retryForMs);
  for (;;) {
    const startedAt = Date.now();
    const reads = new ReusedReads(dial.target.origin.startsWith("https:"), dial.idleMemory);
    let answer: HandshakeAnswer;
    try {
      answer = await dialOnce(dial, reads);
    } catch (error) {
      const { code } = problemOf(error);
      return { kind: "closed", code: code === "session-ended" ? 4401 : 4502, text: `credentials: ${code}` };
    }
    if (signal.aborted) {
      if (answer.kind === "open") answer.socket.destroy();
      return { kind: "given-up" };
    }
    if (answer.kind === "open") return { ...answer, shown: reads };
    if (answer.kind === "failed") {
      const timedOut = Date.now() - startedAt >= timing.handshakeMs;
      return { kind: "closed", code: timedOut ? 4504 : 4502, text: answer.error.message };
    }
    const verdict = judgeRefusal(answer);
    const text = `${answer.status} ${answer.body}`;
    const isWorthIt = verdict.retry === "soon" || (verdict.retry === "boot" && atBoot);
    if (!isWorthIt || performance.now() >= retryUntil) return { kind: "closed", code: verdict.code, text };
    const isImminent = atBoot && verdict.code === 4409;
    await delay(isImminent ? timing.imminentEveryMs : timing.retryEveryMs, null, { signal }).catch(() => null);
    if (signal.aborted) return { kind: "given-up" };
  }
};
