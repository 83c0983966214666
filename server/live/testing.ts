import http from "node:http";
import { createInterface } from "node:readline";
import type { StreamEvent } from "#lib/api/stream-events.ts";
import type { VmListView, VmRow } from "#lib/resources/vm/view.ts";
import type { Config } from "../config.ts";
import { startProduct } from "../http/testing.ts";

/** The product's server in front of a cluster, with people who are signed in; `token-of-<name>` is their token. */
export const startProductFor = async <Name extends string>(
  cluster: Config["cluster"],
  groups: Readonly<Record<Name, string>>,
  overrides: Partial<Config> = {},
) => {
  const product = await startProduct(cluster, { overrides });
  const cookies = new Map<string, string>();
  for (const [name, group] of Object.entries<string>(groups)) {
    cookies.set(name, await product.signIn(name, { groups: [group] }));
  }
  const cookieOf = (who: Name): string => cookies.get(who) ?? "";

  const ask = async (who: Name, method: "GET" | "POST", path: string, body?: unknown) => {
    const headers = { ...product.asPage(cookieOf(who)), "content-type": "application/json" };
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const answer = await product.ask(path, { method, headers, ...sent });
    return { status: answer.status, body: answer.body === "" ? null : JSON.parse(answer.body) };
  };
  return {
    ...product,
    ask,
    cookieOf,
    stream: (cookie: string, tenant: string) => openStream(product.port, cookie, tenant),
  };
};

export type ProductFor = Awaited<ReturnType<typeof startProductFor>>;

/** An open stream: its events so far, and the rows they add up to. */
export const openStream = async (port: number, cookie: string, tenant: string) => {
  const events: StreamEvent[] = [];
  const rows = new Map<string, VmRow>();
  const waiting = new Set<() => void>();
  let list: VmListView | null = null;
  const request = http.get({ host: "127.0.0.1", port, path: `/api/v1/tenants/${tenant}/stream`, headers: { cookie } });
  const response = await new Promise<http.IncomingMessage>((resolve, reject) => {
    request.on("response", resolve).on("error", reject);
  });
  const apply = (event: StreamEvent) => {
    events.push(event);
    if (event.type === "snapshot") {
      list = event.list;
      rows.clear();
      for (const row of event.list.rows) rows.set(row.name, row);
    }
    if (event.type === "delta") {
      for (const row of event.upsert) rows.set(row.name, row);
      for (const name of event.remove) rows.delete(name);
    }
    for (const look of [...waiting]) look();
  };
  const lines = createInterface({ input: response });
  lines.on("line", (line) => {
    if (line.startsWith("data: ")) apply(JSON.parse(line.slice("data: ".length)));
  });
  // Closing it by hand is how a test leaves.
  for (const one of [request, response, lines]) one.on("error", () => {});

  return {
    response,
    events,
    rows,
    list: () => list,
    /** Resolves as soon as what has arrived satisfies. */
    until: (isSo: () => boolean) =>
      new Promise<void>((resolve) => {
        const look = () => {
          if (!isSo()) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
    close: () => request.destroy(),
  };
};
