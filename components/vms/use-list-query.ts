import { useDeferredValue, useEffect, useState } from "react";
import { type ListQuery, type SortKey, writeListQuery } from "#lib/resources/vm/list-query.ts";

const addressAfterMs = 250;

/**
 * What of the list is looked at. Typing is answered at once, the rows follow when there is time, and the page's address a little later
 * (browsers limit how often it may change), without asking the server.
 */
export const useListQuery = (first: ListQuery) => {
  const [query, setQuery] = useState(first);
  const deferred = useDeferredValue(query);

  useEffect(() => {
    const timer = setTimeout(() => {
      const address = `${location.pathname}${writeListQuery(query)}`;
      if (address !== `${location.pathname}${location.search}`) history.replaceState(history.state, "", address);
    }, addressAfterMs);
    return () => clearTimeout(timer);
  }, [query]);

  return {
    query,
    deferred,
    change: (part: Partial<ListQuery>) => setQuery((now) => ({ ...now, ...part })),
    /** First ascending, then descending. */
    sortBy: (sort: SortKey) =>
      setQuery((now) => ({ ...now, sort, descending: now.sort === sort ? !now.descending : false })),
  };
};
