"use client";
import { useTranslations } from "next-intl";
import { useTasks } from "#components/shell/live.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { TaskView } from "#lib/create/task.ts";
import { shownNameOfVm } from "#lib/resources/names.ts";
import { StaleNotice } from "./stale-notice.tsx";
import { useFramedVm } from "./vm-frame.tsx";
import { VmNeeds } from "./vm-needs.tsx";

/** Which step of the plan is under way, counted from one. */
const stepOf = ({ steps }: TaskView): number =>
  Math.max(
    0,
    steps.findIndex(({ state }) => state === "running"),
  ) + 1;

/** What a person must know before anything else on the page: what is true, what follows, what to do. */
export const VmNotices = () => {
  const t = useTranslations("vm");
  const { vm, isGone } = useFramedVm();
  const task = useTasks().find(({ vm: name, state }) => name === vm.name && state === "running");
  if (isGone) return null;
  return (
    <>
      <StaleNotice />
      {task && (
        <Notice tone="info" title={t("creating.title", { name: vm.name })}>
          {t("creating.body", { step: stepOf(task), count: task.steps.length })}
        </Notice>
      )}
      {vm.deleting && (
        <Notice tone="attention" title={t("deleting.title", { name: shownNameOfVm(vm.name) })}>
          {t("deleting.body")}
        </Notice>
      )}
      {vm.origin === "outside" && (
        <Notice tone="info" title={t("outside.title")}>
          {t("outside.body")}
        </Notice>
      )}
      {vm.contradictory && !vm.deleting && (
        <Notice tone="attention" title={t("contradictory.title")}>
          {t("contradictory.body")} {t("contradictory.todo")}
        </Notice>
      )}
      <VmNeeds />
      {vm.exposure.kind === "whole" && !vm.deleting && (
        <Notice tone="attention" title={t("whole.title")}>
          {t("whole.body")} {t("whole.todo")}
        </Notice>
      )}
    </>
  );
};
