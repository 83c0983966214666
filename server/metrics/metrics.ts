import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

/**
 * What an operator may watch, in Prometheus' terms; docs/operators/observability.md lists it. Labels are routes, verbs, kinds and codes of
 * our own: never a person, a tenant, a machine or anything else from outside, so there are few of them and they tell nothing.
 */
export type Metrics = {
  registry: Registry;
  answered: (route: { method: string; route: string; status: number }, seconds: number) => void;
  /** One request to the cluster; `about` is a resource and a verb, `outcome` is `ok` or the problem's code. */
  upstream: (about: string, outcome: string, seconds: number) => void;
  /** What was just opened; call the answer once when it is over. */
  opened: (what: "stream" | "watch" | "vnc" | "serial" | "watcher") => () => void;
  /** A console that was asked for, by what became of it: `opened`, or the close code that refused it. */
  console: (kind: "vnc" | "serial", outcome: string) => void;
  signIn: (way: string, outcome: string) => void;
  /** Counts asked for when Prometheus asks. */
  watchCount: (what: "sessions" | "lists", count: () => number) => void;
};

/** From a cached read to the longest the cluster is waited for. */
const buckets = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

export const createMetrics = (): Metrics => {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });

  const answers = new Histogram({
    name: "porthole_http_request_duration_seconds",
    help: "Time to answer a request, by route and status.",
    labelNames: ["method", "route", "status"],
    buckets,
    registers,
  });
  const upstreams = new Histogram({
    name: "porthole_upstream_request_duration_seconds",
    help: "Time the cluster took to answer a request, by resource, verb and outcome.",
    labelNames: ["resource", "verb", "outcome"],
    buckets,
    registers,
  });
  const open = new Gauge({
    name: "porthole_open",
    help: "What is open now: streams to browsers, watches of the cluster, consoles, and who watches consoles of others.",
    labelNames: ["what"],
    registers,
  });
  const consoles = new Counter({
    name: "porthole_consoles_total",
    help: "Consoles asked for, by kind and outcome.",
    labelNames: ["kind", "outcome"],
    registers,
  });
  const signIns = new Counter({
    name: "porthole_sign_ins_total",
    help: "Sign-ins by way and outcome.",
    labelNames: ["way", "outcome"],
    registers,
  });
  for (const what of ["stream", "watch", "vnc", "serial", "watcher"]) open.set({ what }, 0);

  return {
    registry,
    answered: ({ method, route, status }, seconds) => answers.observe({ method, route, status }, seconds),
    upstream: (about, outcome, seconds) => {
      const [resource = "", verb = ""] = about.split(" ");
      upstreams.observe({ resource, verb, outcome }, seconds);
    },
    opened: (what) => {
      open.inc({ what });
      let isOver = false;
      return () => {
        if (!isOver) open.dec({ what });
        isOver = true;
      };
    },
    console: (kind, outcome) => consoles.inc({ kind, outcome }),
    signIn: (way, outcome) => signIns.inc({ way, outcome }),
    watchCount: (what, count) => {
      new Gauge({
        name: `porthole_${what}`,
        help: what === "sessions" ? "Sessions that this process holds." : "Live lists that are kept current.",
        registers,
        collect() {
          this.set(count());
        },
      });
    },
  };
};
