import { onSessionRenewed } from "#lib/api/session-signals.ts";
import { createTenantStream, type StreamSnapshot, type TenantStream } from "#lib/api/stream.ts";

/** What a page that has not heard anything yet shows; on the server, always this. */
export const silence: StreamSnapshot = {
  list: null,
  connection: { state: "connecting", since: new Date(0).toISOString() },
  tasks: [],
  access: null,
};

/** A tenant's stream that is open exactly while somebody looks: the first subscriber opens it, the last one closes it. */
export const createLiveSource = (tenant: string) => {
  let stream: TenantStream | null = null;
  let viewers = 0;
  let last = silence;

  const close = () => {
    if (viewers > 0 || !stream) return;
    last = stream.getSnapshot();
    stream.dispose();
    stream = null;
  };
  return {
    subscribe: (listener: () => void) => {
      viewers += 1;
      stream ??= createTenantStream(tenant, last.list);
      const leave = stream.subscribe(listener);
      const leaveSession = onSessionRenewed(() => stream?.resume());
      return () => {
        leave();
        leaveSession();
        viewers -= 1;
        // A page that follows directly subscribes in the same turn: its stream is this one.
        queueMicrotask(close);
      };
    },
    getSnapshot: (): StreamSnapshot => stream?.getSnapshot() ?? last,
    retryNow: () => stream?.retryNow(),
  };
};

export type LiveSource = ReturnType<typeof createLiveSource>;
