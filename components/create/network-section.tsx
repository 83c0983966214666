"use client";
import { Globe, Lock, Shield } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Notice } from "#components/ui/notice.tsx";
import { RadioCards } from "#components/ui/radio-cards.tsx";
import type { Exposure } from "#lib/resources/vm/view.ts";
import { FieldError } from "./field-error.tsx";
import { useCreateForm } from "./form-context.ts";
import { IcmpField } from "./icmp-field.tsx";
import { NetworksFold } from "./networks-fold.tsx";
import { PortList } from "./port-list.tsx";
import { Section } from "./section.tsx";

const kinds = [
  ["private", Lock],
  ["ports", Shield],
  ["whole", Globe],
] as const;

/** What the internet can reach, with its consequence where it is chosen. */
export const NetworkSection = () => {
  const t = useTranslations("create.network");
  const { catalogue, input, change, errorAt } = useCreateForm();
  const { exposure } = input;
  // Kept while another method is looked at, so that coming back loses nothing.
  const [lastPorts, setLastPorts] = useState(exposure.kind === "ports" ? exposure.ports : [22]);
  const expose = (next: Exposure) => change((draft) => ({ ...draft, input: { ...draft.input, exposure: next } }));
  const handlePorts = (ports: number[]) => {
    setLastPorts(ports);
    expose({ kind: "ports", ports });
  };
  return (
    <Section topic="network" title={t("title")}>
      <div data-field="exposure">
        <RadioCards
          legend={t("exposure")}
          options={kinds.map(([kind, Icon]) => ({
            value: kind,
            label: t(`${kind}.title`),
            detail: t(`${kind}.says`),
            icon: <Icon aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-ink-2" />,
          }))}
          value={exposure.kind}
          onChange={(kind) => expose(kind === "ports" ? { kind, ports: lastPorts } : { kind })}
          align="start"
          className="@2xl:grid-cols-3"
        />
      </div>
      {exposure.kind === "ports" && (
        <div data-field="exposure.ports" className="mt-3">
          <PortList ports={exposure.ports} onChange={handlePorts} />
        </div>
      )}
      {exposure.kind === "ports" && !catalogue.dialect.icmp && (
        <Notice tone="attention" title={t("openPorts.title")} className="mt-3">
          {t("openPorts.body")}
        </Notice>
      )}
      {exposure.kind === "whole" && (
        <Notice tone="failed" title={t("wholeWarning.title")} announce className="mt-3">
          {t("wholeWarning.body")}
        </Notice>
      )}
      <FieldError>{errorAt("exposure")}</FieldError>
      {exposure.kind === "ports" && catalogue.dialect.icmp && <IcmpField />}
      {catalogue.dialect.networks !== "none" && <NetworksFold />}
    </Section>
  );
};
