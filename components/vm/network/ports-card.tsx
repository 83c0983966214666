"use client";
import { useTranslations } from "next-intl";
import { Card } from "#components/ui/card.tsx";
import { Command } from "#components/ui/command.tsx";
import { Mono } from "#components/ui/text.tsx";
import { knownPort } from "#lib/resources/known-ports.ts";
import { addressState, type PortLine, type PortState, portLines } from "#lib/resources/vm/reaching.ts";
import type { VmView } from "#lib/resources/vm/view.ts";
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
  const t = useTranslations("exposure.ports");
  const lines = portLines(vm);
  const { kind } = vm.exposure;
  const address = addressState(vm);
  const reached = address.kind === "there" ? (address.addresses[0] ?? null) : null;
  return (
    <Card title={t("title")} aside={kind === "ports" && t("tcp")} flush>
      {lines.length === 0 ? (
        <p className="max-w-[72ch] p-4 text-ink-2 text-sm">{t(kind === "ports" ? "empty" : kind)}</p>
      ) : (
        <ul className="divide-y divide-line">
          {lines.map((line) => (
            <PortRow key={line.port} line={line} vm={vm} address={reached} />
          ))}
        </ul>
      )}
    </Card>
  );
};

type PortRowProps = { line: PortLine; vm: VmView; address: string | null };

const PortRow = ({ line: { port, state }, vm, address }: PortRowProps) => {
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
      {way && (
        <div className="mt-2 max-w-xl">
          <Command text={way} what={way} />
        </div>
      )}
    </li>
  );
};
