import { createClient, type RedisClientOptions } from "@redis/client";
import { ProblemError } from "../http/problem-error.ts";
import { type Logger, reasonOf } from "../log.ts";
import { addMember, countMembers, deleteIf, members, popMember, replaceIf } from "./redis-scripts.ts";
import { createChannels, type SharedStore } from "./shared-store.ts";

export type RedisStoreConfig = {
  /** `redis://` or `rediss://`, with a user, a port and a database number where they differ from the defaults; no password. */
  url: string;
  password: string | null;
  /** Begins every key and channel, so that one server serves more than one Porthole. */
  prefix: string;
};

/** A connection that says nothing for this long is dead, also where no one closed it; a ping keeps a live one talking. */
const silentMs = 5000;
const pingEveryMs = 2000;
const mostWaitMs = 2000;

const connectionOptions = ({ url, password }: RedisStoreConfig): RedisClientOptions => {
  const { protocol, hostname, port, username, pathname } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, "");
  const socket = {
    host,
    port: port ? Number(port) : 6379,
    connectTimeout: silentMs,
    socketTimeout: silentMs,
    // For ever: replicas outlive their store, and nobody restarts them for it.
    reconnectStrategy: (retries: number) => Math.min(50 * 2 ** retries, mostWaitMs) * (0.5 + Math.random() / 2),
  };
  return {
    socket: protocol === "rediss:" ? { ...socket, tls: true, servername: host } : socket,
    ...(username && { username: decodeURIComponent(username) }),
    ...(password && { password }),
    database: Number(pathname.slice(1) || 0),
    pingInterval: pingEveryMs,
    disableClientInfo: true,
    // A feature of one vendor's service, asked for by a command that other servers do not know.
    maintNotifications: "disabled",
  };
};

/** The store of several replicas, in Redis 6.2 or newer or Valkey. Begins to connect at once, and again whenever the connection is lost. */
export const createRedisStore = (config: RedisStoreConfig, log: Logger): SharedStore => {
  const key = (name: string) => `${config.prefix}${name}`;
  const options = connectionOptions(config);
  // What cannot be asked now fails now: a request that waits for a store would only fail later.
  const client = createClient({ ...options, disableOfflineQueue: true });
  const listening = createClient(options);
  const channels = createChannels();

  let isReported = false;
  client.on("error", (error: unknown) => {
    if (isReported) return;
    isReported = true;
    log.warn({ reason: reasonOf(error) }, "the session store cannot be reached");
  });
  client.on("ready", () => {
    isReported = false;
    log.info("the session store answers");
  });
  // The same outage, told once.
  listening.on("error", () => {});

  const onMessage = (text: string) => {
    const at = text.indexOf("\n");
    channels.deliver(text.slice(0, at), text.slice(at + 1));
  };
  // One channel for all: subscribed to once, and by the client again after every reconnect.
  const listen = async (): Promise<void> => {
    try {
      await listening.subscribe(key("events"), onMessage);
    } catch {
      if (listening.isOpen) listening.once("ready", () => void listen());
    }
  };
  for (const one of [client, listening]) one.connect().catch(() => {});
  void listen();

  const ask = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw new ProblemError("store-unavailable", { cause: error });
    }
  };
  const run = (script: string, name: string, ...values: (string | number)[]) =>
    ask(() => client.eval(script, { keys: [key(name)], arguments: values.map(String) }));

  return {
    get: (name) => ask(() => client.get(key(name))),
    set: async (name, value, ttlMs) => {
      await ask(() => client.set(key(name), value, { expiration: { type: "PX", value: ttlMs } }));
    },
    add: async (name, value, ttlMs) => {
      const expiration = { type: "PX", value: ttlMs } as const;
      return (await ask(() => client.set(key(name), value, { expiration, condition: "NX" }))) === "OK";
    },
    replace: async (name, expected, next, ttlMs) => (await run(replaceIf, name, expected, next, ttlMs ?? "")) === 1,
    endsIn: async (name) => {
      const left = await ask(() => client.pTTL(key(name)));
      return left >= 0 ? left : null;
    },
    extend: async (name, ttlMs) => (await ask(() => client.pExpire(key(name), ttlMs))) === 1,
    take: (name) => ask(() => client.getDel(key(name))),
    delete: async (name, expected) =>
      expected === undefined
        ? (await ask(() => client.del(key(name)))) === 1
        : (await run(deleteIf, name, expected)) === 1,
    addMember: async (name, member, ttlMs, max = -1) => (await run(addMember, name, member, ttlMs, max)) === 1,
    removeMember: async (name, member) => (await ask(() => client.zRem(key(name), member))) === 1,
    // The scripts' answers: a list of members, and one or none.
    members: async (name) => (await run(members, name)) as unknown as string[],
    popMember: async (name) => (await run(popMember, name)) as unknown as string | null,
    countMembers: async (name) => Number(await run(countMembers, name)),
    publish: async (channel, message) => {
      await ask(() => client.publish(key("events"), `${channel}\n${message}`));
    },
    subscribe: channels.subscribe,
    get isReady() {
      return client.isReady;
    },
    dispose: async () => {
      for (const one of [client, listening]) if (one.isOpen) one.destroy();
    },
  };
};
