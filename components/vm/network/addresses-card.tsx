"use client";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Card } from "#components/ui/card.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Mono } from "#components/ui/text.tsx";
import { releaseOfVm } from "#lib/resources/names.ts";
import { addressState } from "#lib/resources/vm/reaching.ts";
import type { VmView } from "#lib/resources/vm/view.ts";
import { AddressRefused } from "./address-refused.tsx";

/** By what the machine is reached: from the internet, inside the tenant, by name. */
export const AddressesCard = ({ tenant, vm }: { tenant: string; vm: VmView }) => {
  const t = useTranslations("exposure.address");
  const state = addressState(vm);
  return (
    <Card title={t("title")}>
      <dl className="space-y-4">
        <Entry term={t("public")} note={note()}>
          {"addresses" in state && state.addresses.map((address) => <Copyable key={address} text={address} />)}
          {state.kind === "refused" && <AddressRefused cause={state.cause} words={state.words} />}
        </Entry>
        <Entry
          term={t("private")}
          note={t(vm.addresses.private ? "inside" : vm.state === "stopped" ? "off" : "unknown")}
        >
          {vm.addresses.private && <Copyable text={vm.addresses.private} />}
        </Entry>
        {vm.origin === "platform" && <ClusterName tenant={tenant} vm={vm} />}
      </dl>
    </Card>
  );

  function note(): string | null {
    // What a Service that somebody else made does with what the machine sends is not known here.
    const isUnsaid = state.kind === "refused" || (state.kind === "there" && vm.origin === "outside");
    return isUnsaid ? null : t(`is.${state.kind}`);
  }
};

/** The Service of a machine bears the release's name; where it leads depends on what kind it is. */
const ClusterName = ({ tenant, vm: { name, service } }: { tenant: string; vm: VmView }) => {
  const t = useTranslations("exposure.address");
  const text = `${releaseOfVm(name)}.${tenant}.svc`;
  if (service === null) return <Entry term={t("name")} note={t("noName")} />;
  if (service === "unread") return <Entry term={t("name")} note={t("nameUnread")} />;
  return (
    <Entry term={t("name")} note={t(service.type === "LoadBalancer" ? "nameOfService" : "nameOfMachine")}>
      <Copyable text={text} />
    </Entry>
  );
};

const Entry = ({ term, note, children }: { term: string; note: string | null; children?: ReactNode }) => (
  <div className="text-sm">
    <dt className="text-ink-2">{term}</dt>
    <dd className="mt-0.5 min-w-0">
      {children}
      {note && <p className="text-ink-3 text-xs">{note}</p>}
    </dd>
  </div>
);

const Copyable = ({ text }: { text: string }) => (
  <span className="flex items-start justify-between gap-1">
    <Mono className="wrap-anywhere min-w-0">{text}</Mono>
    <CopyButton text={text} what={text} className="-my-1.5 max-md:-my-3" />
  </span>
);
