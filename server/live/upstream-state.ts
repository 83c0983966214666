import type { Upstream } from "#lib/api/stream-events.ts";
import { outageOf } from "./missing-sources.ts";
import type { Source } from "./source.ts";

/** Whether a list is current, and since when it is not. */
export const createUpstreamState = (all: readonly Source<unknown>[], tell: (event: Upstream) => void) => {
  let event: Upstream = { type: "upstream", state: "live", since: new Date().toISOString() };
  return {
    get event() {
      return event;
    },
    /** When the rows were last known to be true. */
    asOf: (): string => (event.state === "down" ? event.since : new Date().toISOString()),
    /** A source became something else. */
    look: () => {
      const where = outageOf(all);
      if (where === (event.state === "down" ? event.where : null)) return;
      const since = new Date().toISOString();
      event = where ? { type: "upstream", state: "down", since, where } : { type: "upstream", state: "live", since };
      tell(event);
    },
  };
};
