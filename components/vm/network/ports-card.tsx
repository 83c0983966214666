"use client";
import { useTranslations } from "next-intl";
import { Card } from "#components/ui/card.tsx";
import { Command } from "#components/ui/command.tsx";
import { Mono } from "#components/ui/text.tsx";
import { knownPort } from "#lib/resources/known-ports.ts";
import { addressState, type PortLine, type PortState, portLines } from "#lib/resources/vm/reaching.ts";
import type { VmView } from "#lib/resources/vm/view.ts";
import { useFramedVm } from "../vm-frame.tsx";
import { PortCheck } from "./port-check.tsx";
import { portWay } from "./port-way.ts";

const tones: Record<PortState, string> = {
  unread: "text-ink-3",
  asked: "text-working",
  leaving: "text-working",
  "no-address": "text-working",
  off: "text-ink-2",
  filtered: "text-ink-2",
  forwarded: "text-ink-2",
};

/** Each port of the list: what it is usually for, whether the platform lets it in by now, and how to reach it. */
export const PortsCard = ({ vm }: { vm: VmView }) => {
  const { tenant, access, isGone } = useFramedVm();
  const t = useTranslations("exposure.ports");
  const lines = portLines(vm);
  const { kind } = vm.exposure;
  const address = addressState(vm);
  // Only a machine with an address is asked, and only by who may.
  const canCheck = !isGone && access.portForward && vm.state === "running" && vm.addresses.private !== null;
  const reached = address.kind === "there" ? (address.addresses[0] ?? null) : null;
  return (
    <Card title={t("title")} aside={kind === "ports" && t("tcp")} flush>
      {lines.length === 0 ? (
        <p className="max-w-[72ch] p-4 text-ink-2 text-sm">{t(kind === "ports" ? "empty" : kind)}</p>
      ) : (
        <ul className="divide-y divide-line">
          {lines.map((line) => (
            <PortRow key={line.port} tenant={tenant} line={line} vm={vm} address={reached} canCheck={canCheck} />
          ))}
        </ul>
      )}
      {canCheck && lines.length > 0 && (
        <p className="border-line border-t px-4 py-3 text-ink-3 text-xs">{t("proves")}</p>
      )}
    </Card>
  );
};

type PortRowProps = { tenant: string; line: PortLine; vm: VmView; address: string | null; canCheck: boolean };

const PortRow = ({ tenant, line: { port, state }, vm, address, canCheck }: PortRowProps) => {
  const t = useTranslations("exposure");
  const known = knownPort(port);
  const way = state === "leaving" ? null : portWay(port, { address, loginUser: vm.loginUser });
  return (
    <li className="px-4 py-3">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <p>
          <Mono className="font-medium">{port}</Mono>{" "}
          <span className="text-ink-2 text-sm">{known ? t("ports.usually", { name: known.name }) : "TCP"}</span>
        </p>
        <p className={`text-sm ${tones[state]}`}>{t(`port.${state}`)}</p>
      </div>
      <div className="mt-2 flex flex-wrap items-center gap-x-2 gap-y-1 empty:hidden">
        {way && (
          <div className="min-w-0 max-w-xl flex-1">
            <Command text={way} what={way} />
          </div>
        )}
        {canCheck && state !== "leaving" && <PortCheck tenant={tenant} name={vm.name} port={port} />}
      </div>
    </li>
  );
};
