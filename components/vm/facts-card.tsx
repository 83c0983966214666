"use client";
import { useTranslations } from "next-intl";
import { Fragment, type ReactNode } from "react";
import { Card } from "#components/ui/card.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { useExactTime } from "#components/ui/relative-time.tsx";
import { Mono } from "#components/ui/text.tsx";
import { releaseOfVm } from "#lib/resources/names.ts";
import { SizeFact } from "./edit/size-fact.tsx";
import { useFramedVm } from "./vm-frame.tsx";

const strategies = ["Always", "Halted", "Manual", "RerunOnFailure", "Once"] as const;

/** What the machine is: the things one looks up. */
export const FactsCard = () => {
  const t = useTranslations("vm.facts");
  const strategyWord = useTranslations("vm.strategy");
  const exact = useExactTime();
  const { tenant, vm } = useFramedVm();
  const clusterName = `${releaseOfVm(vm.name)}.${tenant}.svc`;
  // Of a machine that no VMInstance made nobody here knows its Service, keys or cloud-init.
  const isOurs = vm.origin === "platform";
  const strategy = strategies.find((known) => known === vm.runStrategy);
  const missing = (word: string) => <span className="text-ink-3">{word}</span>;
  return (
    <Card title={t("title")}>
      <dl className="space-y-2.5">
        <Fact term={t("size")}>
          <SizeFact />
        </Fact>
        <Fact term={t("exposure")}>{exposureWord()}</Fact>
        {vm.exposure.kind !== "private" && (
          <Fact term={t("publicAddress")}>
            {vm.addresses.public ? <Copyable text={vm.addresses.public} /> : missing(t("notAssigned"))}
          </Fact>
        )}
        <Fact term={t("privateAddress")}>
          {vm.addresses.private ? <Copyable text={vm.addresses.private} /> : missing(t("notAssigned"))}
        </Fact>
        {/* Older platforms give private machines no Service, and without one there is no name. */}
        {isOurs && vm.service !== null && (
          <Fact term={t("clusterName")}>
            <Copyable text={clusterName} />
          </Fact>
        )}
        <Fact term={t("node")}>{vm.node ? <Mono>{vm.node}</Mono> : missing(t("noNode"))}</Fact>
        <Fact term={t("profile")}>{vm.profile ? <Mono>{vm.profile}</Mono> : missing(t("none"))}</Fact>
        <Fact term={t("starts")}>{strategy ? strategyWord(strategy) : <Mono>{vm.runStrategy}</Mono>}</Fact>
        {isOurs && (
          <>
            <Fact term={t("sshKeys")}>
              {vm.sshKeyCount === 0 ? missing(t("none")) : <FirstBoot>{vm.sshKeyCount}</FirstBoot>}
            </Fact>
            <Fact term={t("cloudInit")}>
              {vm.hasCloudInit ? <FirstBoot>{t("yes")}</FirstBoot> : missing(t("none"))}
            </Fact>
          </>
        )}
        <Fact term={t("created")}>{exact(vm.createdAt)}</Fact>
      </dl>
    </Card>
  );

  function exposureWord(): string {
    switch (vm.exposure.kind) {
      case "private":
        return t("privateWord");
      case "ports":
        return t("portsWord", { ports: vm.exposure.ports.join(", ") });
      case "whole":
        return t("wholeWord");
    }
  }
};

const Fact = ({ term, children }: { term: string; children: ReactNode }) => (
  <div className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)] gap-x-3 text-sm">
    <dt className="text-ink-2">{term}</dt>
    <dd className="min-w-0 break-words">{children}</dd>
  </div>
);

const Copyable = ({ text }: { text: string }) => (
  <span className="flex items-start gap-1">
    <Mono className="min-w-0 break-words">{breakable(text)}</Mono>
    <CopyButton text={text} what={text} className="-my-1.5 max-md:-my-3" />
  </span>
);

/** Long names may break after a dot, and only there. */
const breakable = (text: string): ReactNode =>
  text.split(/(?<=\.)/).map((part, index) => (
    <Fragment key={`${index} ${part}`}>
      {index > 0 && <wbr />}
      {part}
    </Fragment>
  ));

const FirstBoot = ({ children }: { children: ReactNode }) => {
  const t = useTranslations("vm.facts");
  return (
    <>
      {children} <span className="text-ink-3">{t("firstBoot")}</span>
    </>
  );
};
