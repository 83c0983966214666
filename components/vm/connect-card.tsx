"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Card } from "#components/ui/card.tsx";
import { Command } from "#components/ui/command.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { Mono } from "#components/ui/text.tsx";
import { type ConnectId, connectMethods } from "./connect-methods.ts";
import { useFramedVm } from "./vm-frame.tsx";

/** How to reach the machine, ready to copy. */
export const ConnectCard = () => {
  const t = useTranslations("vm.connect");
  const { tenant, vm } = useFramedVm();
  const methods = connectMethods(vm, tenant);
  const [chosen, setChosen] = useState<ConnectId | null>(null);
  const method = methods.find(({ id }) => id === chosen) ?? methods[0];
  if (!method) return null;
  return (
    <Card
      title={t("title")}
      aside={
        vm.loginUser && t.rich("user", { user: vm.loginUser, code: (text) => <Mono className="text-ink">{text}</Mono> })
      }
    >
      <Segmented
        label={t("methods")}
        options={methods.map(({ id }) => ({ value: id, label: t(id) }))}
        value={method.id}
        onChange={setChosen}
      />
      <div className="mt-3">
        <Command text={method.command} what={method.command} />
      </div>
      <div className="mt-3 max-w-[68ch] space-y-1 text-ink-2 text-sm">
        {vm.state !== "running" && <p>{t("notRunning")}</p>}
        {method.notes.map((note) => (
          <p key={note}>{t(note)}</p>
        ))}
      </div>
    </Card>
  );
};
