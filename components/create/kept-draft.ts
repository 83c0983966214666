import type { KeyStorage } from "#components/keys/key-library.ts";
import type { Draft } from "./draft.ts";

/**
 * What is typed on the create page, outside React: it outlives a reload and signing in again in this tab (sessionStorage). What was pasted
 * and not added as a key is not kept: it may be a private one.
 */
export const createKeptDraft = (
  tenant: string,
  first: Draft,
  storage: () => (KeyStorage & Pick<Storage, "removeItem">) | null,
  /** Brings an older draft in line with what is offered now; null when it cannot be. */
  renewed: (draft: Draft) => Draft | null,
) => {
  const key = `porthole-create-${tenant}`;
  const listeners = new Set<() => void>();
  let draft: Draft | null = null;

  const load = (): Draft => {
    try {
      const stored: unknown = JSON.parse(storage()?.getItem(key) ?? "null");
      return (hasShapeOf(first, stored) && renewed({ ...stored, keyText: "" })) || first;
    } catch {
      return first;
    }
  };
  const getSnapshot = (): Draft => (draft ??= load());

  return {
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    getSnapshot,
    getServerSnapshot: (): Draft => first,
    change: (next: (draft: Draft) => Draft) => {
      draft = next(getSnapshot());
      try {
        storage()?.setItem(key, JSON.stringify({ ...draft, keyText: "" }));
      } catch {
        // Full or forbidden: it stays for this page.
      }
      for (const listener of listeners) listener();
    },
    /** It became a machine: the next visit begins anew. What is on the page stays. */
    forget: () => {
      try {
        storage()?.removeItem(key);
      } catch {
        // Nothing was kept there.
      }
    },
  };
};

const exposures: ReadonlySet<unknown> = new Set(["private", "ports", "whole"]);

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
const isListOf = (type: "string" | "number", value: unknown): boolean =>
  Array.isArray(value) && value.every((each) => typeof each === type);

/** Whether stored text still is a draft of this version: every field of ours, of its own type. */
const hasShapeOf = (first: Draft, stored: unknown): stored is Draft => {
  if (!isRecord(stored) || !isRecord(stored.input) || !isListOf("string", stored.keysLeftOut)) return false;
  const { exposure, systemDisk } = stored.input;
  if (!isRecord(exposure) || !exposures.has(exposure.kind) || !isRecord(systemDisk)) return false;
  if (exposure.kind === "ports" && !isListOf("number", exposure.ports)) return false;
  const sameTypes = (model: object, values: Record<string, unknown>) =>
    Object.entries(model).every(([field, value]) => typeof values[field] === typeof value);
  return (
    sameTypes(first, stored) && sameTypes(first.input, stored.input) && sameTypes(first.input.systemDisk, systemDisk)
  );
};
