"use client";
import { SquareTerminal } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Card } from "#components/ui/card.tsx";
import { Command } from "#components/ui/command.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { Mono } from "#components/ui/text.tsx";
import { paths } from "#lib/paths.ts";
import { type ConnectId, connectMethods } from "./connect-methods.ts";
import { useFramedVm } from "./vm-frame.tsx";

/** How to reach the machine, when each way is the right one, and the command ready to copy. */
export const ConnectCard = () => {
  const t = useTranslations("vm.connect");
  const { tenant, vm, access } = useFramedVm();
  const methods = connectMethods(vm, tenant, access);
  const [chosen, setChosen] = useState<ConnectId | null>(null);
  const method = methods.find(({ id }) => id === chosen) ?? methods[0];
  if (!method) return null;
  return (
    <Card title={t("title")} aside={<LoginUser />}>
      <Segmented
        label={t("methods")}
        options={methods.map(({ id }) => ({ value: id, label: t(id) }))}
        value={method.id}
        onChange={setChosen}
        wrap
      />
      <p className="mt-3 max-w-[68ch] text-sm">{t(`when.${method.id}`)}</p>
      <div className="mt-3">
        <Command text={method.command} what={method.command} />
      </div>
      <div className="mt-3 max-w-[68ch] space-y-1 text-ink-2 text-sm">
        {vm.state !== "running" && <p>{t("notRunning")}</p>}
        {method.notes.map((note) => (
          <p key={note}>{t(`note.${note}`)}</p>
        ))}
      </div>
      {method.here && access[method.here] && (
        <LinkButton
          href={paths.vmConsole(tenant, vm.name, method.here)}
          size="small"
          icon={<SquareTerminal aria-hidden="true" className="size-4" />}
          className="mt-3"
        >
          {t(`here.${method.here}`)}
        </LinkButton>
      )}
    </Card>
  );
};

/** Whom one logs in as, and who says so: the catalogue knows images, cloud-init may have made somebody else. */
const LoginUser = () => {
  const t = useTranslations("vm.connect");
  const { vm } = useFramedVm();
  if (!vm.loginUser) return null;
  return (
    <>
      {t.rich("user", { user: vm.loginUser, code: (text) => <Mono className="text-ink">{text}</Mono> })}
      {vm.loginUserFrom && <span className="ml-1.5 text-ink-3">{t(`userFrom.${vm.loginUserFrom}`)}</span>}
    </>
  );
};
