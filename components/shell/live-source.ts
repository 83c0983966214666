import type { Connection } from "#lib/api/connection.ts";
import { onSessionRenewed, tellSessionEnded } from "#lib/api/session-signals.ts";
import { connectHub } from "#lib/api/stream-client.ts";
import type { FromHub, HubLine } from "#lib/api/stream-port.ts";
import { afterEvent, nothingKnown, type TenantState } from "#lib/api/tenant-state.ts";

export type LiveSnapshot = TenantState & { connection: Connection };

/** What a page that has not heard anything yet shows; on the server, always this. */
export const silence: LiveSnapshot = {
  ...nothingKnown,
  connection: { state: "connecting", since: new Date(0).toISOString() },
};

/** A tenant's live state, followed exactly while somebody looks: from the first subscriber to the last. */
export const createLiveSource = (tenant: string) => {
  const listeners = new Set<() => void>();
  let snapshot = silence;
  let line: HubLine | null = null;
  let leaveSignals = () => {};

  const change = (part: Partial<LiveSnapshot>) => {
    snapshot = { ...snapshot, ...part };
    for (const listener of [...listeners]) listener();
  };
  const hear = (message: FromHub) => {
    if ("connection" in message) {
      change(message);
      if (message.connection.code === "session-ended") tellSessionEnded();
      return;
    }
    // The hub has read it before.
    const known = afterEvent(snapshot, JSON.parse(message.event));
    // Something was missed between the hub and here: it tells everything again.
    if (known === null) {
      line?.send({ do: "leave", tenant });
      line?.send({ do: "watch", tenant });
    } else if (known !== snapshot) change(known);
  };

  const open = () => {
    const opened = connectHub(document.documentElement.dataset.scope ?? "", hear);
    line = opened;
    opened.send({ do: "watch", tenant });
    const look = () => document.visibilityState === "visible" && opened.send({ do: "look" });
    const leaveSession = onSessionRenewed(() => opened.send({ do: "resume" }));
    addEventListener("online", look);
    document.addEventListener("visibilitychange", look);
    leaveSignals = () => {
      leaveSession();
      removeEventListener("online", look);
      document.removeEventListener("visibilitychange", look);
    };
  };
  const close = () => {
    if (listeners.size > 0 || !line) return;
    leaveSignals();
    line.close();
    line = null;
  };
  return {
    subscribe: (onChange: () => void) => {
      // The same function may be given twice.
      const listener = () => onChange();
      listeners.add(listener);
      if (!line) open();
      return () => {
        listeners.delete(listener);
        // A page that follows directly subscribes in the same turn: its line is this one.
        queueMicrotask(close);
      };
    },
    getSnapshot: (): LiveSnapshot => snapshot,
  };
};

export type LiveSource = ReturnType<typeof createLiveSource>;
