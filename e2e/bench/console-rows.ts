import type { Throughput } from "./console-costs.ts";
import { kilobytes, megabytes, type Row } from "./report.ts";

/** CPU seconds a gigabyte down and up; bytes of an idle console and of one that is not read; what it adds to a round trip. */
export type ConsoleCosts = Throughput & { idle: number; stalled: number; addedMs: number };

/** What Debian's websockify was measured at where the goals were, for where it cannot be started. */
export const publishedWebsockify: ConsoleCosts = {
  down: 0.75,
  up: 2.68,
  idle: 1_762 * 1024,
  stalled: 40 * 2 ** 20,
  addedMs: 0.053,
};

type Measured = {
  plain: ConsoleCosts;
  tls: ConsoleCosts;
  peer: ConsoleCosts;
  peerTls: Throughput | null;
  peerIsHere: boolean;
  peerSessions: number;
  sessions: number;
};

const seconds = ({ down, up }: Throughput): string => `${down.toFixed(2)} s, ${up.toFixed(2)} s`;
const microseconds = (ms: number): string => `${Math.round(ms * 1000)} µs`;
/** Seconds of a prototype that forwards frames, on the machine where websockify took what is published above. */
const prototypeTls: Throughput = { down: 1.15, up: 0.88 };
const isWithin = (is: Throughput, most: Throughput): boolean => is.down <= most.down && is.up <= most.up;

export const consoleTable = (measured: Measured): Row[] => {
  const { plain, tls, peer, peerTls, peerIsHere, peerSessions, sessions } = measured;
  const most: Throughput = { down: 0.9 * peer.down, up: 0.3 * peer.up };
  // A slower machine is slower for both.
  const mostTls: Throughput = {
    down: (prototypeTls.down * peer.down) / publishedWebsockify.down,
    up: (prototypeTls.up * peer.up) / publishedWebsockify.up,
  };
  const told = (measure: string, text: string): Row => ({
    id: "–",
    measure: `the same, websockify${measure}`,
    measured: text,
    goal: "–",
    isMet: null,
  });
  const count = sessions.toLocaleString("en");
  return [
    {
      id: "G12",
      measure: "console: CPU a GB down, up",
      measured: seconds(plain),
      goal: `≤ ${seconds(most)}`,
      isMet: isWithin(plain, most),
    },
    ...(peerIsHere ? [told("", seconds(peer))] : []),
    {
      id: "G12",
      measure: "the same with a TLS upstream",
      measured: seconds(tls),
      goal: `≤ ${seconds(mostTls)}`,
      isMet: isWithin(tls, mostTls) && (peerTls === null || isWithin(tls, peerTls)),
    },
    ...(peerTls ? [told(" with a TLS target", seconds(peerTls))] : []),
    {
      id: "G13",
      measure: "console: added round trip, p50",
      measured: microseconds(plain.addedMs),
      goal: `≤ ${microseconds(peer.addedMs)}`,
      isMet: plain.addedMs <= peer.addedMs,
    },
    {
      id: "G14",
      measure: `console: memory of an idle one at ${count}`,
      measured: kilobytes(plain.idle),
      goal: "≤ 40 KB",
      isMet: plain.idle <= 40 * 1024,
    },
    {
      id: "G14",
      measure: "the same with a TLS upstream",
      measured: kilobytes(tls.idle),
      goal: "≤ 90 KB",
      isMet: tls.idle <= 90 * 1024,
    },
    ...(peerIsHere ? [told(` at ${peerSessions}`, kilobytes(peer.idle))] : []),
    {
      id: "G15",
      measure: "console: memory while its client reads nothing of 1 GB",
      measured: megabytes(Math.max(plain.stalled, tls.stalled)),
      goal: "≤ 8 MB",
      isMet: Math.max(plain.stalled, tls.stalled) <= 8 * 2 ** 20,
    },
    ...(peerIsHere ? [told("", megabytes(peer.stalled))] : []),
  ];
};
