import { useDeferredValue, useEffect, useState } from "react";
import { type OffersQuery, writeOffersQuery } from "#lib/resources/image/offers.ts";

const addressAfterMs = 250;

/** What of the catalogue is looked at; the page's address follows a little later, without asking the server. */
export const useOffersQuery = (first: OffersQuery) => {
  const [query, setQuery] = useState(first);
  const deferred = useDeferredValue(query);

  useEffect(() => {
    const timer = setTimeout(() => {
      const address = `${location.pathname}${writeOffersQuery(query)}`;
      if (address !== `${location.pathname}${location.search}`) history.replaceState(history.state, "", address);
    }, addressAfterMs);
    return () => clearTimeout(timer);
  }, [query]);

  return { query, deferred, change: (part: Partial<OffersQuery>) => setQuery((now) => ({ ...now, ...part })) };
};
