import http from "node:http";
import { createGunzip } from "node:zlib";
import { createEventReader } from "#lib/api/event-reader.ts";
import { api, type WantedList } from "#lib/api/paths.ts";
import type { StreamEvent } from "#lib/api/stream-events.ts";
import { afterEvent, nothingKnown } from "#lib/api/tenant-state.ts";
import { scopeOf } from "../auth/person-view.ts";
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

  const ask = async (who: Name, method: "GET" | "POST" | "PATCH" | "DELETE", path: string, body?: unknown) => {
    const headers = { ...product.asPage(cookieOf(who)), "content-type": "application/json" };
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const answer = await product.ask(path, { method, headers, ...sent });
    return { status: answer.status, body: answer.body === "" ? null : JSON.parse(answer.body) };
  };
  return {
    ...product,
    ask,
    cookieOf,
    stream: (cookie: string, tenant: string) => openStream(product, cookie, tenant),
  };
};

export type ProductFor = Awaited<ReturnType<typeof startProductFor>>;

/** An open stream of one list: its events so far, and the rows they add up to. */
export const openStream = async (
  product: Pick<Awaited<ReturnType<typeof startProduct>>, "port" | "services">,
  cookie: string,
  tenant: string,
  { have = null, headers = {} }: { have?: WantedList["have"]; headers?: http.OutgoingHttpHeaders } = {},
) => {
  const session = await product.services.sessions.find(cookie);
  const scope = session ? scopeOf(session.identity) : "";
  const events: StreamEvent[] = [];
  const waiting = new Set<() => void>();
  let known = nothingKnown;
  const path = api.stream(scope, [{ tenant, have }]);
  const request = http.get({ host: "127.0.0.1", port: product.port, path, headers: { ...headers, cookie } });
  const response = await new Promise<http.IncomingMessage>((resolve, reject) => {
    request.on("response", resolve).on("error", reject);
  });
  const take = createEventReader((data) => {
    // Written by the product under test, in the format that was asked for.
    const event: StreamEvent = JSON.parse(data);
    events.push(event);
    if (event.type !== "beat" && event.type !== "end") known = afterEvent(known, event) ?? known;
    for (const look of [...waiting]) look();
  });
  const body = response.headers["content-encoding"] === "gzip" ? response.pipe(createGunzip()) : response;
  body.setEncoding("utf8").on("data", take);
  // Closing it by hand is how a test leaves.
  for (const one of [request, response, body]) one.on("error", () => {});

  return {
    response,
    body,
    events,
    get rows() {
      return new Map(known.list?.rows.map((row) => [row.name, row]));
    },
    list: () => known.list,
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
