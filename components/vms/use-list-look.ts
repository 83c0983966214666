import { useCallback, useMemo, useState } from "react";
import { keepPreference } from "#components/shell/preference.ts";
import { listCookie } from "#lib/cookie-text.ts";
import { type ListLook, writeLook } from "#lib/resources/vm/list-columns.ts";
import type { ListQuery } from "#lib/resources/vm/list-query.ts";

/** How the list is drawn: as this browser remembers it, with the columns that the page's address asks for until others are chosen. */
export const useListLook = (
  first: ListLook,
  { columns }: Pick<ListQuery, "columns">,
  change: (part: Partial<ListQuery>) => void,
) => {
  const [own, setOwn] = useState(first);
  const look = useMemo(() => (columns ? { ...own, columns } : own), [own, columns]);
  const changeLook = useCallback(
    (next: ListLook) => {
      keepPreference(listCookie, writeLook(next));
      setOwn(next);
      change({ columns: null });
    },
    [change],
  );
  return { look, changeLook };
};
