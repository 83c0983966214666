import { onSessionRenewed, tellSessionEnded } from "#lib/api/session-signals.ts";
import { connectHub } from "#lib/api/stream-client.ts";
import type { FromHub, HubLine } from "#lib/api/stream-port.ts";
import { afterEvent, nothingKnown, type TenantState } from "#lib/api/tenant-state.ts";
import type { FleetHead, FleetTenant } from "#lib/resources/fleet/fleet.ts";

/** Two hundred tenants that arrive one after another are not two hundred drawings. */
const tellEveryMs = 250;

type Connect = (tell: (message: FromHub) => void) => HubLine;

const connectAsPage: Connect = (tell) => connectHub(document.documentElement.dataset.scope ?? "", tell);

type Known = { state: TenantState; shown: FleetTenant };

/**
 * The lists of many tenants over the browser's one stream, followed where one looks and glanced at elsewhere; until they are told of, what
 * came `first`, with the page.
 */
export const createFleetSource = (tenants: readonly string[], first: FleetHead = [], connect = connectAsPage) => {
  const listeners = new Set<() => void>();
  const head = new Map(first.map(({ tenant, list }) => [tenant, list]));
  const known = new Map<string, Known>(
    tenants.map((tenant) => {
      const connection = { state: "connecting" as const, since: new Date(0).toISOString() };
      return [tenant, { state: nothingKnown, shown: { tenant, list: head.get(tenant) ?? null, connection } }];
    }),
  );
  const snapshot = () => [...known.values()].map(({ shown }) => shown);
  const asFirst = snapshot();
  let shown: readonly FleetTenant[] = asFirst;
  let line: HubLine | null = null;
  let followed: ReadonlySet<string> = new Set();
  let telling: ReturnType<typeof setTimeout> | null = null;
  let leaveSession = () => {};

  const tell = () => {
    telling = null;
    shown = snapshot();
    for (const listener of [...listeners]) listener();
  };
  const hear = (message: FromHub) => {
    const { tenant } = message;
    const before = known.get(tenant);
    if (!before) return;
    if ("connection" in message) {
      if (message.connection.code === "session-ended") tellSessionEnded();
      known.set(tenant, { ...before, shown: { ...before.shown, connection: message.connection } });
    } else {
      // The hub has read it before.
      const state = afterEvent(before.state, JSON.parse(message.event));
      if (!state) {
        line?.send({ do: "leave", tenant });
        line?.send({ do: followed.has(tenant) ? "watch" : "glance", tenant });
        return;
      }
      known.set(tenant, { state, shown: { ...before.shown, list: state.list ?? before.shown.list } });
    }
    telling ??= setTimeout(tell, tellEveryMs);
  };

  const close = () => {
    if (listeners.size > 0) return;
    leaveSession();
    line?.close();
    line = null;
    if (telling) clearTimeout(telling);
    telling = null;
  };
  return {
    subscribe: (onChange: () => void) => {
      listeners.add(onChange);
      if (!line) {
        const opened = connect(hear);
        line = opened;
        leaveSession = onSessionRenewed(() => opened.send({ do: "resume" }));
        for (const tenant of tenants) opened.send({ do: followed.has(tenant) ? "watch" : "glance", tenant });
      }
      return () => {
        listeners.delete(onChange);
        queueMicrotask(close);
      };
    },
    getSnapshot: () => shown,
    /** What the server drew. */
    getFirst: () => asFirst,
    /** These are looked at now: they are followed, all others read now and again. */
    follow: (wanted: ReadonlySet<string>) => {
      const before = followed;
      followed = wanted;
      for (const tenant of wanted) if (!before.has(tenant)) line?.send({ do: "watch", tenant });
      for (const tenant of before) if (!wanted.has(tenant)) line?.send({ do: "glance", tenant });
    },
  };
};

export type FleetSource = ReturnType<typeof createFleetSource>;
