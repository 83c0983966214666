"use client";
import { LaterVmAdvice } from "#components/advice/later-advice.tsx";
import { ConditionsCard } from "./conditions-card.tsx";
import { ConnectCard } from "./connect-card.tsx";
import { DisksCard } from "./disks-card.tsx";
import { EventsCard } from "./events-card.tsx";
import { FactsCard } from "./facts-card.tsx";
import { GuestCard } from "./guest/guest-card.tsx";
import { InstallNotice } from "./install/install-notice.tsx";
import { NotesCard } from "./notes/notes-card.tsx";
import { OutsideCard } from "./outside-card.tsx";
import { StartCard } from "./start/start-card.tsx";
import { useFramedVm } from "./vm-frame.tsx";
import { VmNotices } from "./vm-notices.tsx";

/** The first tab: what needs attention, how to reach it, what it is and has, what happened. */
export const VmOverview = () => {
  const { outside } = useFramedVm().vm;
  return (
    <div className="grid gap-4 lg:grid-cols-[minmax(0,2fr)_minmax(300px,1fr)] lg:gap-5">
      <div className="min-w-0 space-y-4">
        <InstallNotice />
        <VmNotices />
        <ConnectCard />
        <StartCard />
        <LaterVmAdvice />
        <EventsCard />
        <ConditionsCard />
      </div>
      <div className="min-w-0 space-y-4">
        <FactsCard />
        {outside ? <OutsideCard facts={outside} /> : <DisksCard />}
        <GuestCard />
        <NotesCard />
      </div>
    </div>
  );
};
