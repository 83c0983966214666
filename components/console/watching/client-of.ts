import type { ConsoleKind } from "#lib/api/requests.ts";

type Of = { tenant: string; name: string; kind: ConsoleKind };

/** What this tab calls one of its consoles. It outlives a reload, so that the tab comes back to its own place on a serial line unasked. */
export const clientOf = ({ tenant, name, kind }: Of): string => {
  const key = `porthole.console.${tenant}/${name}/${kind}`;
  const fresh = crypto.randomUUID();
  try {
    const kept = sessionStorage.getItem(key);
    if (kept) return kept;
    sessionStorage.setItem(key, fresh);
  } catch {
    // A browser that keeps nothing: after a reload this is another tab.
  }
  return fresh;
};
