import type { Draft } from "./draft.ts";

export type DraftMemory = Map<string, Draft>;

type KeptDraftOptions = {
  memory?: DraftMemory;
  /** The first draft with what only the browser knows: its keys. */
  inBrowser?: () => Draft;
};

/** Of this tab, for as long as it lives; written by what a person does, so never on the server. */
const ofThisTab: DraftMemory = new Map();

/**
 * What is typed on the create page, outside React: it outlives going to another page and back. In memory only, as it may hold what is
 * nobody else's business; signing in again happens in a window of its own, so the page and its memory stay.
 */
export const createKeptDraft = (
  tenant: string,
  first: Draft,
  /** Brings an older draft in line with what is offered now; null when it cannot be. */
  renewed: (draft: Draft) => Draft | null,
  { memory = ofThisTab, inBrowser = () => first }: KeptDraftOptions = {},
) => {
  const listeners = new Set<() => void>();
  let draft: Draft | null = null;

  const load = (): Draft => {
    const older = memory.get(tenant);
    return (older && renewed(older)) || inBrowser();
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
      memory.set(tenant, draft);
      for (const listener of listeners) listener();
    },
    /** Whether leaving this tab would lose something. */
    isTyped: (): boolean => memory.has(tenant),
    /** It became a machine: the next visit begins anew. What is on the page stays. */
    forget: () => {
      // What somebody has typed since, on a later visit, is not it.
      if (memory.get(tenant) === draft) memory.delete(tenant);
    },
  };
};
