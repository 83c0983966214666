"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ProblemNotice } from "#components/feedback/problem-notice.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { Command } from "#components/ui/command.tsx";
import type { GuestPart, GuestView } from "#lib/resources/guest/view.ts";
import { useFramedVm } from "../vm-frame.tsx";
import { agentInstall } from "./agent-install.ts";
import { agentOf } from "./agent-of.ts";
import { FileSystems, GuestUsers, SystemFacts } from "./guest-facts.tsx";
import { useGuest } from "./use-guest.ts";

/** What the system in the machine says of itself, through its agent; or why nobody here can tell. */
export const GuestCard = () => {
  const t = useTranslations("vm.guest");
  const { tenant, vm, access } = useFramedVm();
  const { guest, problem, retry } = useGuest(tenant, vm, access);
  const agent = agentOf(vm, guest);
  return (
    <Card title={t("title")} flush>
      {problem && (
        <div className="p-4">
          <ProblemNotice problem={problem} title={t("failed")} onRetry={retry} />
        </div>
      )}
      {guest && agent === "answers" && <Facts guest={guest} />}
      {(!guest || agent !== "answers") && (
        <div className="space-y-3 p-4 text-ink-2 text-sm">
          <p>{t(`agent.${agent}`)}</p>
          {agent === "answers" && !access.guestInfo && <p>{t("mayNot")}</p>}
          {agent === "absent" && <Install />}
        </div>
      )}
    </Card>
  );
};

const Facts = ({ guest }: { guest: GuestView }) => {
  const { system, users, fileSystems } = guest;
  return (
    <div className="divide-y divide-line">
      {system.state === "ready" ? <SystemFacts system={system.data} /> : <Missing part="system" state={system.state} />}
      {fileSystems.state === "ready" ? (
        <FileSystems list={fileSystems.data} />
      ) : (
        <Missing part="fileSystems" state={fileSystems.state} />
      )}
      {users.state === "ready" ? <GuestUsers list={users.data} /> : <Missing part="users" state={users.state} />}
    </div>
  );
};

type MissingProps = { part: keyof GuestView; state: Exclude<GuestPart<never>["state"], "ready"> };

const Missing = ({ part, state }: MissingProps) => {
  const t = useTranslations("vm.guest");
  return <p className="px-4 py-2.5 text-ink-3 text-xs">{t(`missing.${state}`, { part: t(`part.${part}`) })}</p>;
};

/** What the agent is good for, and how it gets into this system. */
const Install = () => {
  const t = useTranslations("vm.guest.install");
  const { vm } = useFramedVm();
  const [isOpen, setOpen] = useState(false);
  const { way, command } = agentInstall(vm.os.family);
  return (
    <>
      <Button kind="ghost" size="small" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {t("how")}
      </Button>
      {isOpen && (
        <div className="space-y-2">
          <p>{t(way)}</p>
          {command !== null && <Command text={command} what={t("how")} />}
        </div>
      )}
    </>
  );
};
