import type { Logger } from "../log.ts";
import { createMemoryStore } from "./memory-store.ts";
import type { RedisStoreConfig } from "./redis-store.ts";
import type { SharedStore } from "./shared-store.ts";

/** The configured store; that of one process where there is none. Does not wait for it: Porthole starts without its store, and says so. */
export const openStore = async (config: RedisStoreConfig | null, log: Logger): Promise<SharedStore> => {
  if (!config) return createMemoryStore();
  // The client takes a quarter of a second and 27 MB to load: only where it is used.
  const { createRedisStore } = await import("./redis-store.ts");
  return createRedisStore(config, log);
};
