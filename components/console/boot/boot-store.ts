import type { BootStore } from "#lib/console/boot/boot-watch.ts";
import { keptBootsOf } from "#lib/console/boot/kept.ts";

const key = "porthole-boots";
const scopeNow = (): string => document.documentElement.dataset.scope ?? "";

/** Boots seen in this browser, by this person: times of stages, nothing that a guest said. */
export const bootStore: BootStore = {
  read: () => {
    try {
      const kept: unknown = JSON.parse(localStorage.getItem(key) ?? "null");
      if (typeof kept !== "object" || kept === null || !("scope" in kept) || kept.scope !== scopeNow()) return [];
      return "items" in kept ? keptBootsOf(kept.items) : [];
    } catch {
      return [];
    }
  },
  write: (items) => {
    try {
      localStorage.setItem(key, JSON.stringify({ scope: scopeNow(), items }));
    } catch {
      // A browser that keeps nothing: then there is nothing to compare with.
    }
  },
};
