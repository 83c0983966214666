"use client";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { createContext, type ReactNode, useContext } from "react";
import { EmptyState } from "#components/feedback/empty-state.tsx";
import { ProblemNotice } from "#components/feedback/problem-notice.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Tabs } from "#components/ui/tabs.tsx";
import type { Problem, Reading } from "#lib/api/problem.ts";
import { paths, type VmTab } from "#lib/paths.ts";
import type { VmAccess } from "#lib/resources/vm/access.ts";
import type { VmView } from "#lib/resources/vm/view.ts";
import { GoneNotice } from "./gone-notice.tsx";
import { useVm } from "./use-vm.ts";
import { VmHeader } from "./vm-header.tsx";
import { LaterDeleteMachine } from "./vm-more.tsx";

const tabs = [
  "overview",
  "console",
  "disks",
  "network",
  "access",
  "activity",
  "manifest",
] as const satisfies readonly VmTab[];

type Vm = {
  tenant: string;
  vm: VmView;
  access: VmAccess;
  problem: Problem | null;
  isGone: boolean;
  retry: () => void;
};

const VmContext = createContext<Vm | null>(null);

/** The machine around the current tab; only inside a VmFrame that could read it. */
export const useFramedVm = (): Vm => {
  const vm = useContext(VmContext);
  if (!vm) throw new Error("This part belongs inside a VmFrame");
  return vm;
};

type VmFrameProps = {
  tenant: string;
  name: string;
  first: Reading<VmView>;
  access: VmAccess;
  children: ReactNode;
};

/** Header and tabs of one machine, around whichever tab is open; or why there is no machine to show. */
export const VmFrame = ({ tenant, name, first, access, children }: VmFrameProps) => {
  const t = useTranslations("vm");
  const pathname = usePathname();
  const { vm, problem, isGone, isReading, retry } = useVm(tenant, name, first);
  if (!vm) return <NoVm tenant={tenant} name={name} problem={problem} isReading={isReading} onRetry={retry} />;

  const tab = tabs.find((id) => pathname === paths.vm(tenant, name, id)) ?? "overview";
  return (
    <VmContext value={{ tenant, vm, access, problem, isGone, retry }}>
      <div className="border-line border-b px-6 pt-5 max-md:px-4">
        <VmHeader tenant={tenant} vm={vm} access={access} isGone={isGone} isConsole={tab === "console"} />
        <div className="mt-3">
          <Tabs
            label={t("tabs.label", { name })}
            tabs={tabs.map((id) => ({
              href: paths.vm(tenant, name, id),
              label: t(`tabs.${id}`),
              current: tab === id,
            }))}
          />
        </div>
      </div>
      <div className="p-6 max-md:p-4">
        {isGone && tab !== "console" && <GoneNotice tenant={tenant} vm={vm} />}
        {children}
      </div>
    </VmContext>
  );
};

type NoVmProps = { tenant: string; name: string; problem: Problem | null; isReading: boolean; onRetry: () => void };

const NoVm = ({ tenant, name, problem, isReading, onRetry }: NoVmProps) => {
  const t = useTranslations("vm");
  const back = (
    <LinkButton href={paths.vms(tenant)} kind="primary">
      {t("gone.back")}
    </LinkButton>
  );
  if (problem?.code === "not-found")
    return (
      <>
        <EmptyState drawing="lens" title={t("gone.title", { name, tenant })} action={back}>
          {t("gone.body")}
        </EmptyState>
        <div className="px-6 pb-6 max-md:px-4">
          <LaterDeleteMachine {...{ tenant, name }} vm={null} access={null} asked={false} onAsked={() => {}} />
        </div>
      </>
    );
  if (problem?.code === "forbidden")
    return (
      <EmptyState drawing="lens" title={t("forbidden.title", { tenant })} action={back}>
        {t("forbidden.body")}
      </EmptyState>
    );
  return (
    <div className="p-6 max-md:p-4">
      <h1 className="sr-only">{name}</h1>
      {problem && !isReading ? (
        <ProblemNotice problem={problem} title={t("unread.title", { name })} onRetry={onRetry} announce />
      ) : (
        <p role="status">{t("loading", { name })}</p>
      )}
    </div>
  );
};
