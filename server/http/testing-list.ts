import { once } from "node:events";
import http, { type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createGunzip } from "node:zlib";
import { createEventReader } from "#lib/api/event-reader.ts";
import type { StreamEvent } from "#lib/api/stream-events.ts";
import { afterEvent, nothingKnown, type TenantState } from "#lib/api/tenant-state.ts";
import type { VmRow } from "#lib/resources/vm/view.ts";
import type { ListEvent } from "../live/list-event.ts";
import { createRowJournal } from "../live/row-journal.ts";
import type { TenantList } from "../live/tenant-list.ts";

/** A tenant's list without a cluster: the test says what becomes of its rows. */
export const createTestList = (tenant: string) => {
  const journal = createRowJournal();
  const listeners = new Set<(event: ListEvent) => void>();
  const tell = (event: ListEvent) => {
    for (const listener of listeners) listener(event);
  };
  const head = () => ({ epoch: journal.epoch, version: journal.version, asOf: "t", missing: [] });
  let isForbidden = false;
  let activity: string | null = null;
  const list = {
    tenant,
    epoch: journal.epoch,
    get version() {
      return journal.version;
    },
    head,
    get activity() {
      return activity;
    },
    read: () =>
      isForbidden
        ? { state: "failed", problem: { type: "about:blank", status: 403, code: "forbidden" } }
        : { state: "ready", data: { rows: journal.sorted(), ...head() } },
    problem: () => (isForbidden ? { code: "forbidden" } : null),
    changesSince: journal.changesSince,
    upstream: { type: "upstream", state: "live", since: "t" },
    ready: Promise.resolve(),
    subscribe: (listener: (event: ListEvent) => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
  const change = (upsert: VmRow[], remove: string[] = []) => {
    for (const row of upsert) journal.take(row.name, row);
    for (const name of remove) journal.take(name, null);
    journal.commit();
    tell({ type: "delta", ...head(), upsert, remove });
  };
  journal.commit();
  return {
    // What a feed reads of a list, without the sources it is made of.
    list: list as unknown as TenantList,
    change,
    tell,
    /** Something happened that no row shows. */
    happen: (version: string | null) => {
      activity = version;
      tell({ type: "activity" });
    },
    forbid: () => {
      isForbidden = true;
      tell({ type: "forbidden" });
    },
    get followers() {
      return listeners.size;
    },
  };
};

/** A server whose answers the test writes, and browsers that read them. */
export const startWriting = async () => {
  const server = http.createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  // Listening on TCP, so the address is one of a socket.
  const { port } = server.address() as AddressInfo;

  /** `response` is the server's end, `events` and `known` what the browser has read of it. */
  const browse = async (headers: http.OutgoingHttpHeaders = {}) => {
    const request = http.get({ host: "127.0.0.1", port, headers, agent: false });
    // The server leaves at the end of a test.
    request.on("error", () => {});
    const [[, response]] = (await Promise.all([once(server, "request"), once(request, "socket")])) as [
      [unknown, ServerResponse],
      unknown,
    ];
    const events: StreamEvent[] = [];
    let known: TenantState = nothingKnown;
    let bytes = 0;
    const take = createEventReader((data) => {
      // Written by the code under test.
      const event: StreamEvent = JSON.parse(data);
      events.push(event);
      if (event.type !== "beat" && event.type !== "end") known = afterEvent(known, event) ?? known;
    });
    const reading = (once(request, "response") as Promise<[http.IncomingMessage]>).then(([answer]) => {
      answer.on("data", (chunk: Buffer) => {
        bytes += chunk.length;
      });
      const body = answer.headers["content-encoding"] === "gzip" ? answer.pipe(createGunzip()) : answer;
      body.setEncoding("utf8").on("data", take);
      answer.on("error", () => {});
      return { answer, ended: new Promise((resolve) => body.once("end", resolve)) };
    });
    return {
      response,
      reading,
      events,
      known: () => known,
      names: () => known.list?.rows.map(({ name }) => name),
      bytes: () => bytes,
      /** Takes nothing any more, until it reads on. */
      stall: () => request.socket?.pause(),
      readOn: () => request.socket?.resume(),
    };
  };
  return {
    browse,
    dispose: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
};
