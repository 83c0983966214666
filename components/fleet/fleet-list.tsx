"use client";
import { useTranslations } from "next-intl";
import { useCallback, useMemo, useState, useSyncExternalStore } from "react";
import { EmptyState } from "#components/feedback/empty-state.tsx";
import { Button } from "#components/ui/button.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { useAddressQuery } from "#components/ui/use-address-query.ts";
import { useAmounts } from "#components/ui/use-amounts.ts";
import {
  type FleetHead,
  type FleetQuery,
  plainFleet,
  showFleet,
  tenantStateOf,
  writeFleetQuery,
} from "#lib/resources/fleet/fleet.ts";
import { FleetGrid } from "./fleet-grid.tsx";
import { createFleetSource } from "./fleet-source.ts";
import { FleetTenants } from "./fleet-tenants.tsx";
import { FleetToolbar } from "./fleet-toolbar.tsx";

/** More tenants at once than a screen shows machines: then the list is read in turns, and nothing is followed. */
const mostFollowed = 30;

type FleetListProps = { tenants: readonly string[]; first: FleetHead; firstQuery: FleetQuery };

/** The machines of every tenant one may see; each tenant is read on its own, so one that fails costs its own rows only. */
export const FleetList = ({ tenants, first, firstQuery }: FleetListProps) => {
  const t = useTranslations("fleet");
  const { number } = useAmounts();
  const [source] = useState(() => createFleetSource(tenants, first));
  const fleet = useSyncExternalStore(source.subscribe, source.getSnapshot, source.getFirst);
  const { query, deferred, change } = useAddressQuery(firstQuery, writeFleetQuery);
  const shown = useMemo(() => showFleet(fleet, deferred), [fleet, deferred]);
  const isReading = fleet.some((one) => tenantStateOf(one) === "reading");

  const handleLook = useCallback(
    (seen: ReadonlySet<string>) => source.follow(seen.size > mostFollowed ? new Set() : seen),
    [source],
  );
  const isSearching = deferred.text.trim() !== "" || deferred.group !== null;
  return (
    <>
      <h1 className="px-4 pt-3 font-semibold text-title md:sr-only">{t("title")}</h1>
      <FleetToolbar query={query} shown={shown} tenants={fleet} onChange={change} />
      <FleetTenants tenants={fleet} />
      <p role="status" className="sr-only">
        {isSearching && t("announce", { shown: number(shown.rows.length), total: number(shown.total) })}
      </p>
      {shown.rows.length > 0 && (
        <FleetGrid
          rows={shown.rows}
          query={deferred}
          onSort={(sort) => change({ sort, descending: query.sort === sort ? !query.descending : false })}
          onLook={handleLook}
        />
      )}
      {shown.rows.length === 0 && isReading && !isSearching && <Coming />}
      {shown.rows.length === 0 && (isSearching || !isReading) && (
        <EmptyState
          drawing="lens"
          title={isSearching ? t("noMatch.title") : t("empty.title")}
          action={isSearching && <Button onClick={() => change(plainFleet)}>{t("noMatch.action")}</Button>}
        >
          {isSearching ? t("noMatch.body", { total: number(shown.total) }) : t("empty.body")}
        </EmptyState>
      )}
    </>
  );
};

const Coming = () => (
  <div aria-hidden="true" className="px-6 py-3 max-md:px-4">
    {["w-3/5", "w-1/2", "w-2/3", "w-2/5", "w-3/4"].map((width) => (
      <div key={width} className="flex h-12 items-center border-line border-b">
        <Skeleton className={width} />
      </div>
    ))}
  </div>
);
