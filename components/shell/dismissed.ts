const key = "porthole-dismissed";
const most = 50;

/** Tasks that somebody has put away, in this tab; a reload does not bring them back. */
export const readDismissed = (): string[] => {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(key) ?? "[]");
    return Array.isArray(kept) ? kept.filter((id) => typeof id === "string").slice(-most) : [];
  } catch {
    return [];
  }
};

export const keepDismissed = (ids: readonly string[]): void => {
  try {
    sessionStorage.setItem(key, JSON.stringify(ids.slice(-most)));
  } catch {
    // A browser that keeps nothing: then they come back with the page.
  }
};
