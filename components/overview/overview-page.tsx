"use client";
import { useMemo } from "react";
import { useLiveList } from "#components/shell/live.tsx";
import { MissingNotice } from "#components/vms/missing-notice.tsx";
import { NoMachines } from "#components/vms/no-rows.tsx";
import { Unread } from "#components/vms/unread.tsx";
import type { Glance, Reading } from "#lib/api/problem.ts";
import type { ActivityView } from "#lib/resources/activity/view.ts";
import type { QuotaView } from "#lib/resources/tenant/view.ts";
import type { MissingSource } from "#lib/resources/vm/view.ts";
import { AttentionCard } from "./attention-card.tsx";
import { type Figures, figuresOf } from "./figures.ts";
import { QuotaCard } from "./quota-card.tsx";
import { RecentCard } from "./recent-card.tsx";
import { StatesCard } from "./states-card.tsx";

type OverviewPageProps = {
  tenant: string;
  first: Glance<{ figures: Figures; missing: MissingSource[] }>;
  quota: Reading<QuotaView>;
  activity: Glance<ActivityView>;
  mayCreate: boolean;
};

/** A tenant at a glance, live: what needs attention, what there is, what of the quota is taken, what happened. */
export const OverviewPage = ({ tenant, first, quota, activity, mayCreate }: OverviewPageProps) => {
  const live = useLiveList();
  const shown = useMemo(() => {
    if (live) return { figures: figuresOf(live.rows), missing: live.missing };
    return first.state === "ready" ? first.data : null;
  }, [live, first]);
  const isEmpty = shown?.figures.total === 0;
  return (
    <>
      {shown && !isEmpty && shown.missing.length > 0 && <MissingNotice missing={shown.missing} />}
      {!shown && first.state !== "ready" && (
        <Unread tenant={tenant} problem={first.state === "failed" ? first.problem : null} />
      )}
      {isEmpty && <NoMachines tenant={tenant} mayCreate={mayCreate} />}
      <div className="flex flex-col gap-4 px-6 pb-6 max-md:px-4 lg:grid lg:grid-cols-[minmax(0,2fr)_minmax(300px,1fr)] lg:items-start lg:gap-5">
        {/* On a phone the columns dissolve: what to do, what there is, what is left, what happened. */}
        <div className="min-w-0 max-lg:contents lg:space-y-5">
          {shown && !isEmpty && <AttentionCard tenant={tenant} figures={shown.figures} className="max-lg:order-1" />}
          <RecentCard tenant={tenant} first={activity} className="max-lg:order-4" />
        </div>
        <div className="min-w-0 max-lg:contents lg:space-y-5">
          {shown && !isEmpty && <StatesCard tenant={tenant} figures={shown.figures} className="max-lg:order-2" />}
          <QuotaCard tenant={tenant} first={quota} className="max-lg:order-3" />
        </div>
      </div>
    </>
  );
};
