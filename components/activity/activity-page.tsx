"use client";
import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { EmptyState } from "#components/feedback/empty-state.tsx";
import { NothingRead } from "#components/feedback/nothing-read.tsx";
import { ProblemNotice } from "#components/feedback/problem-notice.tsx";
import { Button } from "#components/ui/button.tsx";
import { useAddressQuery } from "#components/ui/use-address-query.ts";
import type { Glance } from "#lib/api/problem.ts";
import {
  type ActivityQuery,
  machinesIn,
  plainActivityQuery,
  showActivity,
  writeActivityQuery,
} from "#lib/resources/activity/query.ts";
import { type ActivityView, ofMachine } from "#lib/resources/activity/view.ts";
import { tenantOf } from "#lib/resources/tenant/view.ts";
import { ActivityFilter } from "./activity-filter.tsx";
import { DayList } from "./day-list.tsx";
import { GapsNote } from "./gaps-note.tsx";
import { useActivity } from "./use-activity.ts";
import { useSentence } from "./use-sentence.ts";

const pageSize = 60;

type ActivityPageProps = {
  tenant: string;
  /** Only what is told of this one. */
  vm?: string;
  first: Glance<ActivityView>;
  firstQuery: ActivityQuery;
};

/** All that happened in a tenant or to one machine lately, by day, and what of it this role cannot see. */
export const ActivityPage = ({ tenant, vm, first, firstQuery }: ActivityPageProps) => {
  const t = useTranslations("activity");
  const { activity: all, problem, retry } = useActivity(tenant, first);
  const activity = useMemo(() => (all && vm !== undefined ? ofMachine(all, vm) : all), [all, vm]);
  const { query, deferred, change } = useAddressQuery(firstQuery, writeActivityQuery);
  const sentenceOf = useSentence();
  const [shownCount, setShownCount] = useState(pageSize);
  const entries = activity?.entries;
  const matching = useMemo(
    () => (entries ? showActivity(entries, deferred, sentenceOf) : []),
    [entries, deferred, sentenceOf],
  );
  const machines = useMemo(() => machinesIn(entries ?? []), [entries]);

  if (!activity)
    return (
      <NothingRead
        problem={problem}
        onRetry={retry}
        words={{
          reading: t("reading"),
          failed: t("failed"),
          forbidden: { title: t("forbidden.title"), body: t("forbidden.body", { tenant: tenantOf(tenant).name }) },
        }}
      />
    );
  const total = activity.entries.length;
  const isNarrowed = deferred.text.trim() !== "" || deferred.kind !== null || deferred.vm !== null;
  return (
    <>
      <ActivityFilter
        query={query}
        machines={vm === undefined ? machines : null}
        shown={matching.length}
        total={total}
        onChange={change}
      />
      <p role="status" className="sr-only">
        {isNarrowed && t("announce", { shown: matching.length, total })}
      </p>
      <div className="max-w-5xl space-y-4">
        {problem && <ProblemNotice problem={problem} title={t("stale")} onRetry={retry} announce />}
        <GapsNote gaps={activity.gaps} />
        {total === 0 && (
          <EmptyState title={t("empty.title")}>{vm === undefined ? t("empty.body") : t("empty.ofMachine")}</EmptyState>
        )}
        {total > 0 && matching.length === 0 && (
          <EmptyState
            drawing="lens"
            title={t("noMatch.title")}
            action={<Button onClick={() => change(plainActivityQuery)}>{t("filter.clear")}</Button>}
          >
            {t("noMatch.body", { total })}
          </EmptyState>
        )}
        {matching.length > 0 && <DayList tenant={tenant} entries={matching.slice(0, shownCount)} />}
        {matching.length > shownCount && (
          <Button onClick={() => setShownCount(shownCount + pageSize)}>
            {t("more", { count: Math.min(pageSize, matching.length - shownCount) })}
          </Button>
        )}
        {total > 0 && (
          <p className="text-ink-3 text-xs">
            {activity.isBounded && `${t("bounded")} `}
            {t("scope")}
          </p>
        )}
      </div>
    </>
  );
};
