import { useAddressQuery } from "#components/ui/use-address-query.ts";
import { type ListQuery, type SortKey, writeListQuery } from "#lib/resources/vm/list-query.ts";

/** What of the list is looked at, and in which order. */
export const useListQuery = (first: ListQuery) => {
  const { query, deferred, change, setQuery } = useAddressQuery(first, writeListQuery);
  return {
    query,
    deferred,
    change,
    /** First ascending, then descending. */
    sortBy: (sort: SortKey) =>
      setQuery((now) => ({ ...now, sort, descending: now.sort === sort ? !now.descending : false })),
  };
};
