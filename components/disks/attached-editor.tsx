"use client";
import { useQuery } from "@tanstack/react-query";
import { HardDrive, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { ProblemNotice } from "#components/feedback/problem-notice.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { useArrival } from "#components/ui/use-arrival.ts";
import { ChangeOutcome } from "#components/vm/edit/change-outcome.tsx";
import { ConsequenceList } from "#components/vm/edit/consequence-list.tsx";
import { RestartOffer } from "#components/vm/edit/restart-offer.tsx";
import { useChange } from "#components/vm/edit/use-change.ts";
import { useFramedVm } from "#components/vm/vm-frame.tsx";
import { queries } from "#lib/api/queries.ts";
import { type AttachedDisk, diskConsequences, isSameDisks } from "#lib/edit/disks.ts";
import { guestSystemOf } from "#lib/edit/guest-steps.ts";
import type { SettingsView } from "#lib/edit/settings.ts";
import type { DiskRow } from "#lib/resources/disk/view.ts";
import { AttachDialog } from "./attach-dialog.tsx";
import { AttachedList } from "./attached-list.tsx";
import { GrowDialog } from "./grow-dialog.tsx";
import { GuestSteps } from "./guest-steps.tsx";
import { isRunningState } from "./is-running.ts";
import { NewAttachedDialog } from "./new-attached-dialog.tsx";
import { useDisks } from "./use-disks.ts";
import { useLateVerdict } from "./use-late-verdict.ts";

const offersEveryMs = 3_000;

type Asking = { what: "attach" } | { what: "new" } | { what: "grow"; disk: DiskRow } | null;

/** The list as it is chosen: nothing of it is written before it is saved, and what follows is said before. */
export const AttachedEditor = ({ view }: { view: SettingsView }) => {
  const t = useTranslations("disks.attached");
  const failed = useTranslations("disks");
  const { tenant, vm, access, retry } = useFramedVm();
  const disks = useDisks(tenant);
  const change = useChange(tenant, vm.name);
  /** What was chosen, and the settings it was chosen on; null: what is stored. */
  const [chosen, setChosen] = useState<{ list: AttachedDisk[]; on: SettingsView } | null>(null);
  const [asking, setAsking] = useState<Asking>(null);
  const offers = useQuery({
    ...queries.catalogue(tenant),
    enabled: view.refusal === null,
    // Which disks may be attached changes while one looks.
    refetchInterval: asking?.what === "attach" ? offersEveryMs : false,
  });
  const catalogue = offers.data ?? null;
  const [deed, setDeed] = useState<"attach" | "grow" | null>(null);
  const [said, setSaid] = useState("");
  const list = useRef<HTMLOListElement>(null);
  const undo = useRef<HTMLButtonElement>(null);
  const stored = view.settings.disks;
  const shown = chosen?.list ?? stored;
  const rows = disks.data && new Map(disks.data.disks.map((disk) => [disk.name, disk]));
  const isRunning = isRunningState(vm.state);
  const consequences = diskConsequences(stored, shown, {
    isRunning,
    isOptical: (name) => rows?.get(name)?.optical ?? false,
  });
  const isChanged = chosen !== null && !isSameDisks(stored, shown);
  const choose = (next: AttachedDisk[], words: string) => {
    setChosen((before) => ({ list: next, on: before?.on ?? view }));
    setSaid(words);
    // A row that goes takes the focus with it.
    if (next.length < shown.length) requestAnimationFrame(() => (undo.current ?? list.current)?.focus());
  };
  const add = (name: string) => choose([...shown, { name, bus: "" }], t("added", { name }));
  const isSaving = change.outcome.kind === "saving";
  const save = () => {
    const come = shown.some(({ name }) => !stored.some((disk) => disk.name === name) && !rows?.get(name)?.optical);
    change.save(
      { disks: shown },
      {
        on: chosen?.on ?? view,
        onSaved: () => {
          setChosen(null);
          if (come) setDeed("attach");
          list.current?.focus();
        },
      },
    );
  };
  const waits = catalogue ? null : t("waits");
  const icon = { "aria-hidden": true, className: "size-4" } as const;
  const needsRestart = vm.conditions.some(({ type, status }) => type === "RestartRequired" && status === "True");
  useLateVerdict(change.outcome.kind === "saved" && isRunning !== false && !needsRestart, retry);
  useArrival(
    "#new-disk",
    () => setAsking({ what: "new" }),
    view.refusal === null && access.createDisk && catalogue !== null,
  );
  const [system] = stored.flatMap(({ name }) => rows?.get(name) ?? []).filter(({ optical }) => !optical);
  useArrival(
    "#grow",
    () => system && setAsking({ what: "grow", disk: system }),
    view.refusal === null && access.updateDisk && system !== undefined,
  );
  return (
    <div className="max-w-[1080px] space-y-4">
      {needsRestart && (
        <Notice tone="info" title={t("restart.title")} action={<RestartOffer />}>
          {t("restart.body")}
        </Notice>
      )}
      {disks.problem && (
        <ProblemNotice problem={disks.problem} title={failed("failed")} onRetry={disks.retry} announce />
      )}
      <Card title={t("title")} aside={t("order")} flush>
        {shown.length === 0 ? (
          <p className="p-4 text-ink-2 text-sm">{t("empty")}</p>
        ) : (
          <AttachedList
            ref={list}
            {...{ tenant, shown, stored, rows }}
            mayChange={view.refusal === null && !isSaving}
            hasBus={catalogue?.dialect.diskBus ?? false}
            onChange={choose}
            onGrow={view.refusal === null && access.updateDisk ? (disk) => setAsking({ what: "grow", disk }) : null}
          />
        )}
      </Card>
      {view.refusal === null && (
        <div className="flex flex-wrap items-center gap-2">
          <Button
            icon={<Plus {...icon} />}
            disabledReason={access.createDisk ? waits : failed("mayNotCreate")}
            onClick={() => setAsking({ what: "new" })}
          >
            {t("new")}
          </Button>
          <Button icon={<HardDrive {...icon} />} disabledReason={waits} onClick={() => setAsking({ what: "attach" })}>
            {t("attach")}
          </Button>
        </div>
      )}
      <span role="status" className="sr-only">
        {said}
      </span>
      <ConsequenceList consequences={isChanged ? consequences : []} />
      {isChanged && (
        <div className="flex flex-wrap items-center gap-2">
          <Button kind="primary" busy={isSaving} onClick={save}>
            {t("save")}
          </Button>
          <Button
            ref={undo}
            onClick={() => {
              setChosen(null);
              setSaid(t("undone"));
              list.current?.focus();
            }}
          >
            {t("undo")}
          </Button>
        </div>
      )}
      <ChangeOutcome change={change} onKeepTheirs={() => setChosen(null)} />
      {deed && (
        <Card title={t(`guest.${deed}`)}>
          <GuestSteps key={deed} deed={deed} first={guestSystemOf(vm.os.family)} />
        </Card>
      )}
      {catalogue && (
        <>
          <AttachDialog
            catalogue={catalogue}
            attached={shown.map(({ name }) => name)}
            open={asking?.what === "attach"}
            onClose={() => setAsking(null)}
            onChosen={(name) => {
              setAsking(null);
              add(name);
            }}
          />
          <NewAttachedDialog
            {...{ tenant, catalogue }}
            vm={vm.name}
            open={asking?.what === "new"}
            onClose={() => setAsking(null)}
            onMade={(name) => {
              setAsking(null);
              add(name);
            }}
          />
        </>
      )}
      {asking?.what === "grow" && (
        <GrowDialog
          tenant={tenant}
          disk={rows?.get(asking.disk.name) ?? asking.disk}
          open
          onClose={() => setAsking(null)}
          onGrown={() => {
            setAsking(null);
            setDeed("grow");
          }}
        />
      )}
    </div>
  );
};
