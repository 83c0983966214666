import { useDeferredValue, useEffect, useState } from "react";
import { type ActivityQuery, writeActivityQuery } from "#lib/resources/activity/query.ts";

const addressAfterMs = 250;

/** What of the activity is looked at; the page's address follows a little later, without asking the server. */
export const useActivityQuery = (first: ActivityQuery) => {
  const [query, setQuery] = useState(first);
  const deferred = useDeferredValue(query);

  useEffect(() => {
    const timer = setTimeout(() => {
      const address = `${location.pathname}${writeActivityQuery(query)}`;
      if (address !== `${location.pathname}${location.search}`) history.replaceState(history.state, "", address);
    }, addressAfterMs);
    return () => clearTimeout(timer);
  }, [query]);

  return { query, deferred, change: (part: Partial<ActivityQuery>) => setQuery((now) => ({ ...now, ...part })) };
};
