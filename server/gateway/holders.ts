import { createHash, randomUUID } from "node:crypto";
import * as z from "zod";
import { shownName } from "#lib/console/watching/person-name.ts";
import { identityKey, type Person } from "../auth/person.ts";
import type { SharedStore } from "../store/shared-store.ts";
import type { Admission } from "./ticket-store.ts";

/** A record outlives the replica that wrote it by this much. */
const leaseMs = 45_000;
const renewEveryMs = 15_000;
/** How long after somebody took a place its former holder may still ask who it was. */
const takingMs = 30_000;

const holderSchema = z.object({
  /** Of this one connection. */
  id: z.string(),
  /** Of the page's console, which keeps it over reconnects. */
  client: z.string().nullable(),
  /** Tells people apart, without their groups. */
  who: z.string(),
  name: z.string(),
  /** ISO 8601 */
  since: z.string(),
  viewOnly: z.boolean(),
});

export type Holder = z.infer<typeof holderSchema>;
type Place = Pick<Admission, "tenant" | "name" | "kind">;

/** One console's wish for its place. */
export type Claim = {
  readonly id: string;
  /** Who of ours was there before. */
  readonly before: Holder | null;
  /** The guest's stream is open: this is who holds the place, until `release`. */
  hold: () => void;
  release: () => void;
  /** Who has taken the place since, when it is one of ours. */
  takenBy: () => Promise<string | null>;
};

export type Holders = {
  read: (place: Place) => Promise<Holder | null>;
  /** Null when one of ours is on the serial line and the person did not choose to take it over. */
  claim: (person: Person, admission: Admission) => Promise<Claim | null>;
};

/** The same for a person's every session, and says nothing of them. */
export const whoIs = ({ identity }: Pick<Person, "identity">): string =>
  createHash("sha256").update(identityKey(identity)).digest("base64url");

const parsed = (text: string | null): Holder | null =>
  // Another version of Porthole may have written it.
  text === null ? null : (holderSchema.safeParse(JSON.parse(text)).data ?? null);

/**
 * Who holds which console, known to all replicas. KubeVirt gives each machine's screen and serial line one place and says of neither
 * whose it is, of a serial line not even that it is taken (platform-api.md 4.3): a line of ours is claimed here before it is dialled.
 */
export const createHolders = (store: SharedStore, everyMs = renewEveryMs): Holders => {
  const held = new Map<string, { key: string; text: string }>();
  let renewing: NodeJS.Timeout | null = null;

  const placeOf = ({ tenant, name, kind }: Place): string => `${tenant}/${name}/${kind}`;
  const keyOf = (place: Place): string => `console-holder:${placeOf(place)}`;
  const takingOf = (place: Place): string => `console-taking:${placeOf(place)}`;
  const read = async (place: Place): Promise<Holder | null> => parsed(await store.get(keyOf(place)));

  /** What the store forgot is said again, unless somebody else is there by now. */
  const renewOne = async (id: string, { key, text }: { key: string; text: string }): Promise<void> => {
    if (!(await store.replace(key, text, text, leaseMs)) && held.has(id)) await store.add(key, text, leaseMs);
  };
  const renew = (): void => {
    for (const [id, one] of held) renewOne(id, one).catch(() => {});
  };
  const keep = (id: string, one: { key: string; text: string }): void => {
    held.set(id, one);
    renewing ??= setInterval(renew, everyMs).unref();
  };
  const forget = (id: string): void => {
    held.delete(id);
    if (held.size > 0 || !renewing) return;
    clearInterval(renewing);
    renewing = null;
  };

  return {
    read,
    claim: async (person, admission) => {
      const key = keyOf(admission);
      const takingKey = takingOf(admission);
      const before = await read(admission);
      const holder: Holder = {
        id: randomUUID(),
        client: admission.client,
        who: whoIs(person),
        name: shownName(person.identity.name),
        since: new Date().toISOString(),
        viewOnly: admission.viewOnly,
      };
      const text = JSON.stringify(holder);
      // A page that comes back after a break takes its own place, which nobody has noticed to be empty.
      const isOwn = before !== null && before.client !== null && before.client === holder.client;
      const isBack = isOwn && before.who === holder.who;
      const takes = admission.takeOver || (admission.kind === "serial" && isBack);
      if (takes) await store.set(takingKey, text, takingMs);
      else if (admission.kind === "serial" && !(await store.add(key, text, leaseMs))) return null;
      // Dialling a machine that boots may take longer than a lease.
      else if (admission.kind === "serial") keep(holder.id, { key, text });

      let isOver = false;
      return {
        id: holder.id,
        before: isBack ? null : before,
        hold: () => {
          keep(holder.id, { key, text });
          // A store that is away is told at the next renewal.
          store.set(key, text, leaseMs).catch(() => {});
        },
        release: () => {
          if (isOver) return;
          isOver = true;
          forget(holder.id);
          store.delete(key, text).catch(() => false);
          if (takes) store.delete(takingKey, text).catch(() => false);
        },
        takenBy: async () => {
          const taker = parsed(await store.get(takingKey));
          return taker && taker.id !== holder.id ? taker.name : null;
        },
      };
    },
  };
};
