/** A list as somebody likes to find it again: its address' query, `?os=ubuntu&columns=state,size`. */
export type SavedView = { name: string; query: string };

export const mostViews = 30;
export const longestViewName = 60;
const longestQuery = 4_000;

const isView = (value: unknown): value is SavedView =>
  typeof value === "object" &&
  value !== null &&
  "name" in value &&
  typeof value.name === "string" &&
  value.name.trim() !== "" &&
  "query" in value &&
  typeof value.query === "string" &&
  value.query.length <= longestQuery;

/** From the browser's storage, which anything may have written. */
export const readViews = (text: string | null): SavedView[] => {
  try {
    const stored: unknown = JSON.parse(text ?? "[]");
    const views = Array.isArray(stored) ? stored.filter(isView) : [];
    return views.slice(0, mostViews).map(({ name, query }) => ({ name: name.trim().slice(0, longestViewName), query }));
  } catch {
    return [];
  }
};

const compare = new Intl.Collator(undefined, { numeric: true });

/** Adds a view, or puts it in the place of the one that is called the same; null when there is no room for another. */
export const withView = (views: readonly SavedView[], { name, query }: SavedView): SavedView[] | null => {
  const called = name.trim().slice(0, longestViewName);
  const others = views.filter((view) => view.name !== called);
  if (!called || others.length >= mostViews || query.length > longestQuery) return null;
  return [...others, { name: called, query }].sort((a, b) => compare.compare(a.name, b.name));
};

export const withoutView = (views: readonly SavedView[], name: string): SavedView[] =>
  views.filter((view) => view.name !== name);

/** Null when the new name is empty or another view's. */
export const renamedView = (views: readonly SavedView[], from: string, to: string): SavedView[] | null => {
  const renamed = views.find(({ name }) => name === from);
  const called = to.trim().slice(0, longestViewName);
  if (!renamed || !called || (called !== from && views.some(({ name }) => name === called))) return null;
  return withView(withoutView(views, from), { name: called, query: renamed.query });
};
