"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { ExposureChoice } from "#components/exposure/exposure-choice.tsx";
import { IcmpField } from "#components/exposure/icmp-field.tsx";
import { Button } from "#components/ui/button.tsx";
import { useArrival } from "#components/ui/use-arrival.ts";
import { queries } from "#lib/api/queries.ts";
import { addressesLeft, exposureConsequences, reachChange } from "#lib/edit/exposure.ts";
import type { SettingsView } from "#lib/edit/settings.ts";
import { adminPortOf } from "#lib/resources/known-ports.ts";
import { releaseOfVm } from "#lib/resources/names.ts";
import type { VmView } from "#lib/resources/vm/view.ts";
import { ChangeOutcome } from "../edit/change-outcome.tsx";
import { ConsequenceList } from "../edit/consequence-list.tsx";
import { useChange } from "../edit/use-change.ts";
import { useReachDraft } from "./use-reach-draft.ts";

type ExposureEditorProps = { tenant: string; vm: VmView; view: SettingsView };

/** Another exposure, with what follows from it before it is saved. */
export const ExposureEditor = ({ tenant, vm, view }: ExposureEditorProps) => {
  const t = useTranslations("exposure.edit");
  const change = useChange(tenant, vm.name);
  const draft = useReachDraft(view);
  const { now, shown, after, wrongText } = draft;
  // Whether an address is left matters only to who takes one.
  const takesOne = now.exposure.kind === "private" && after.exposure.kind !== "private";
  useArrival(
    "#list-ports",
    () => draft.expose({ kind: "ports", ports: [adminPortOf(vm.os.family)] }),
    now.exposure.kind === "whole",
  );
  const quota = useQuery({ ...queries.quota(tenant), enabled: takesOne });
  const consequences = exposureConsequences(now, after, {
    address: vm.addresses.public,
    clusterName: `${releaseOfVm(vm.name)}.${tenant}.svc`,
    filtersPorts: vm.filtersPorts,
    addressesLeft: addressesLeft(quota.data ?? null),
  });
  const wanted = reachChange(draft.before, after);
  const isEmpty = after.exposure.kind === "ports" && after.exposure.ports.length === 0;
  const reason = wrongText ? t("wrongText") : isEmpty ? t("emptyList") : wanted ? null : t("unchanged");

  const handleSave = () => {
    if (wanted) change.save(wanted, { on: draft.on, onSaved: draft.forget });
  };
  const handleUndo = () => {
    draft.forget();
    change.reset();
  };
  return (
    <div className="@container space-y-4">
      <div>
        <ExposureChoice
          exposure={shown.exposure}
          onChange={draft.expose}
          portText={draft.portText}
          onPortText={draft.type}
          wasTried={wrongText}
          filtersPorts={vm.filtersPorts}
        />
        {shown.exposure.kind === "ports" && shown.icmp !== null && (
          <IcmpField checked={shown.icmp} onChange={draft.allowIcmp} />
        )}
      </div>
      <ConsequenceList consequences={consequences} />
      <ChangeOutcome change={change} onKeepTheirs={draft.forget} />
      <div className="flex flex-wrap gap-2">
        <Button kind="primary" busy={change.outcome.kind === "saving"} disabledReason={reason} onClick={handleSave}>
          {t("save")}
        </Button>
        {draft.isOpen && <Button onClick={handleUndo}>{t("undo")}</Button>}
      </div>
    </div>
  );
};
