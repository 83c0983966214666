import type http from "node:http";
import type { VmInstanceManifest } from "#lib/create/manifest.ts";
import type { Person } from "../auth/person.ts";
import { json, type Seen, startUpstream } from "../http/testing.ts";
import { createMemoryStore } from "../store/memory-store.ts";
import type { SharedStore } from "../store/shared-store.ts";
import { createAppWriter } from "./app-writer.ts";
import { createKube } from "./client.ts";
import { createKubeTarget } from "./target.ts";
import { createWriteQueue } from "./write-queue.ts";
import type { WriterTiming } from "./write-tools.ts";

type Metadata = {
  name: string;
  namespace: string;
  uid: string;
  labels: Record<string, string>;
  annotations?: Record<string, string>;
  deletionTimestamp?: string;
};
export type Stored = { metadata: Metadata; spec: Record<string, unknown>; status: object };

/** Answers one request instead of the server; `does`: carries it out all the same. */
type Fault = { when: RegExp; status: number; body: string | object; does?: boolean };

export const base = "/apis/apps.cozystack.io/v1alpha1/namespaces/tenant-a/vminstances";
export const web = { tenant: "tenant-a", kind: "VMInstance", name: "web" } as const;
export const status = (message: string, more: object = {}) => ({ kind: "Status", status: "Failure", message, ...more });
export const bare500 = (message: string) => status(`failed to update HelmRelease: ${message}`, { code: 500 });
export const anonymous403 = status(
  'vminstances.apps.cozystack.io is forbidden: User "system:anonymous" cannot patch resource "vminstances"',
  { code: 403, reason: "Forbidden" },
);

export const somebody = (name: string): Person => ({
  sessionId: name,
  identity: { issuer: "https://id.example", subject: name, name, groups: [] },
  token: async () => `token-of-${name}`,
  ended: new AbortController().signal,
});

export const manifest = (name = "web"): VmInstanceManifest => ({
  apiVersion: "apps.cozystack.io/v1alpha1",
  kind: "VMInstance",
  metadata: { name, namespace: "tenant-a", labels: {} },
  spec: { runStrategy: "Always", instanceType: "u1.medium", instanceProfile: "ubuntu", disks: [], external: false },
});

const quick: Partial<WriterTiming> = { outageMs: 2_000, lagMs: 200, everyMs: 5, patienceMs: 150 };

/** RFC 7386. The result has the type of what is patched: tests patch nothing away that it needs. */
const mergePatch = <T extends object>(target: T, patch: object): T => {
  const merged: Record<string, unknown> = Object.fromEntries(Object.entries(target));
  for (const [key, value] of Object.entries(patch)) {
    const before = merged[key];
    if (value === null) delete merged[key];
    else if (typeof value !== "object" || Array.isArray(value)) merged[key] = value;
    else merged[key] = mergePatch(typeof before === "object" && before ? before : {}, value);
  }
  return merged as T;
};

/** Cozystack's aggregated server as far as writes meet it, with its faults on demand, and writers in front of it. */
export const startApps = async () => {
  const upstream = await startUpstream();
  const objects = new Map<string, Stored>();
  /** What a replica of the server that lags behind still shows. */
  let behind: { reads: number; objects: Map<string, Stored> } = { reads: 0, objects: new Map() };
  let faults: Fault[] = [];
  let made = 0;
  let most = 0;
  let running = 0;
  let slowMs = 0;
  let defaults: Stored["spec"] = {};

  const put = (
    name: string,
    more: { spec?: Stored["spec"]; labels?: Record<string, string>; status?: object } = {},
  ) => {
    made += 1;
    const metadata = { name, namespace: "tenant-a", uid: `uid-${made}`, labels: more.labels ?? {} };
    const stored = { metadata, spec: more.spec ?? { runStrategy: "Always" }, status: more.status ?? {} };
    objects.set(name, stored);
    return stored;
  };
  const change = (name: string, part: Partial<Metadata> | null, spec: object = {}) => {
    const before = objects.get(name);
    if (!before) return;
    if (part === null) objects.delete(name);
    else objects.set(name, { ...before, metadata: { ...before.metadata, ...part }, spec: { ...before.spec, ...spec } });
  };

  const read = (name: string): Stored | undefined => {
    const stale = behind.reads > 0;
    if (stale) behind.reads -= 1;
    return (stale ? behind.objects : objects).get(name);
  };
  const carryOut = ({ method, body }: Seen, name: string) => {
    const sent = body === "" ? {} : JSON.parse(body);
    if (method === "POST") put(sent.metadata.name, { spec: sent.spec, labels: sent.metadata.labels });
    if (method === "PATCH") {
      const before = objects.get(name);
      const { uid: _, ...metadata } = sent.metadata ?? {};
      if (before) {
        const merged = mergePatch(before, { metadata, ...(sent.spec && { spec: sent.spec }) });
        objects.set(name, { ...merged, spec: { ...defaults, ...merged.spec } });
      }
    }
    if (method === "DELETE") change(name, { deletionTimestamp: "2026-01-01T00:00:00Z" });
  };
  const refusal = (answer: http.ServerResponse, { status: code, body }: Fault) =>
    typeof body === "string"
      ? void answer.writeHead(code, { "content-type": "text/plain" }).end(body)
      : json(answer, body, code);

  upstream.respond(async (seen, answer) => {
    const name = new URL(seen.url, "https://x").pathname.slice(base.length + 1);
    const at = faults.findIndex(({ when }) => when.test(`${seen.method} ${seen.url}`));
    const [fault] = at < 0 ? [] : faults.splice(at, 1);
    if (seen.method !== "GET") {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, slowMs));
      running -= 1;
      if (!fault || fault.does) carryOut(seen, name);
    }
    if (fault) return refusal(answer, fault);
    if (seen.method === "PUT") return json(answer, {}, 202);
    const found = seen.method === "GET" ? read(name) : objects.get(name);
    if (found || name === "") return json(answer, found ?? {}, 200);
    return json(answer, status(`vminstances.apps.cozystack.io "${name}" not found`, { reason: "NotFound" }), 404);
  });

  const kube = createKube(createKubeTarget(upstream.cluster));
  return {
    upstream,
    kube,
    objects,
    put,
    change,
    /** The next requests that match are answered so, each once. */
    fault: (...next: Fault[]) => {
      faults = [...faults, ...next];
    },
    /** So many reads from now on are answered by a server that has heard of nothing from now on. */
    lag: (reads: number) => {
      behind = { reads, objects: new Map(objects) };
    },
    /** What the schema fills in for what is left out, from the next patch on. */
    fillIn: (spec: Stored["spec"]) => {
      defaults = spec;
    },
    slow: (ms: number) => {
      slowMs = ms;
    },
    /** The most writes that were ever under way at once. */
    get most() {
      return most;
    },
    /** `PATCH web {"spec":…}` of every write, in order. */
    get writes() {
      return upstream.seen
        .filter(({ method }) => method !== "GET")
        .map(({ method, body }) => ({
          method,
          body: body === "" ? null : JSON.parse(body),
        }));
    },
    /** One replica of the product. */
    replica: (store: SharedStore = createMemoryStore(), timing: Partial<WriterTiming> = {}) =>
      createAppWriter({ kube, queue: createWriteQueue({ store }), store, timing: { ...quick, ...timing } }),
    dispose: async () => {
      await kube.dispose();
      await upstream.dispose();
    },
  };
};

export type Apps = Awaited<ReturnType<typeof startApps>>;
