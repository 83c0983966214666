import { useDeferredValue, useEffect, useState } from "react";

const addressAfterMs = 250;

/**
 * What of a page is looked at. Typing is answered at once, `deferred` follows when there is time, and the page's address a little later
 * (browsers limit how often it may change), without asking the server. `write` gives the address' `?…`, and stays the same function.
 */
export const useAddressQuery = <Query extends object>(first: Query, write: (query: Query) => string) => {
  const [query, setQuery] = useState(first);
  const deferred = useDeferredValue(query);

  useEffect(() => {
    const timer = setTimeout(() => {
      const address = `${location.pathname}${write(query)}`;
      if (address !== `${location.pathname}${location.search}`) history.replaceState(history.state, "", address);
    }, addressAfterMs);
    return () => clearTimeout(timer);
  }, [query, write]);

  return { query, deferred, setQuery, change: (part: Partial<Query>) => setQuery((now) => ({ ...now, ...part })) };
};
