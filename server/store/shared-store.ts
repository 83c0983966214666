/**
 * What the replicas of one Porthole know together: strings, each with its end. In memory where there is one process, in Redis or Valkey
 * where there are several. While the store is away every call throws `store-unavailable`: nothing is ever answered from somewhere else.
 */
export type SharedStore = {
  get: (key: string) => Promise<string | null>;
  set: (key: string, value: string, ttlMs: number) => Promise<void>;
  /** Sets what is not there yet; false when it is. */
  add: (key: string, value: string, ttlMs: number) => Promise<boolean>;
  /** Sets what still is `expected`, until another end or the same; false when it is something else or gone. */
  replace: (key: string, expected: string, next: string, ttlMs?: number) => Promise<boolean>;
  /** How long it still is there, in milliseconds; null when it is gone. */
  endsIn: (key: string) => Promise<number | null>;
  /** Moves the end of what is there; false when it is gone. */
  extend: (key: string, ttlMs: number) => Promise<boolean>;
  /** Gives and deletes in one step, so that only one of many takers gets it. */
  take: (key: string) => Promise<string | null>;
  /** False when it was gone already; with `expected`, also when it is something else now. */
  delete: (key: string, expected?: string) => Promise<boolean>;

  /** Puts a member into a set until its own end, or moves that; false when the set holds `max` others. */
  addMember: (set: string, member: string, ttlMs: number, max?: number) => Promise<boolean>;
  removeMember: (set: string, member: string) => Promise<boolean>;
  /** Those whose end comes first are first. */
  members: (set: string) => Promise<string[]>;
  /** Takes out the one whose end comes first. */
  popMember: (set: string) => Promise<string | null>;
  countMembers: (set: string) => Promise<number>;

  /** Tells every replica, this one included. Not kept for those who do not listen: who must know in the end also looks by itself. */
  publish: (channel: string, message: string) => Promise<void>;
  subscribe: (channel: string, listener: (message: string) => void) => () => void;

  /** Whether it answers now. */
  readonly isReady: boolean;
  dispose: () => Promise<void>;
};

/** Listeners of one process by channel; each implementation feeds it. */
export const createChannels = () => {
  const channels = new Map<string, Set<(message: string) => void>>();
  return {
    subscribe: (channel: string, listener: (message: string) => void): (() => void) => {
      const listeners = channels.get(channel) ?? new Set();
      channels.set(channel, listeners);
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0 && channels.get(channel) === listeners) channels.delete(channel);
      };
    },
    deliver: (channel: string, message: string): void => {
      for (const listener of [...(channels.get(channel) ?? [])]) listener(message);
    },
  };
};
