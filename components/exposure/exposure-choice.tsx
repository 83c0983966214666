"use client";
import { Globe, Lock, Shield } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Notice } from "#components/ui/notice.tsx";
import { RadioCards } from "#components/ui/radio-cards.tsx";
import type { Exposure } from "#lib/resources/vm/view.ts";
import { PortList } from "./port-list.tsx";

const kinds = [
  ["private", Lock],
  ["ports", Shield],
  ["whole", Globe],
] as const;

type ExposureChoiceProps = {
  exposure: Exposure;
  onChange: (exposure: Exposure) => void;
  /** What stands in the field for another port. */
  portText: string;
  onPortText: (text: string) => void;
  wasTried: boolean;
  filtersPorts: boolean;
};

/** What the internet can reach, with its consequence where it is chosen. */
export const ExposureChoice = ({
  exposure,
  onChange,
  portText,
  onPortText,
  wasTried,
  filtersPorts,
}: ExposureChoiceProps) => {
  const t = useTranslations("create.network");
  // Kept while another method is looked at, so that coming back loses nothing.
  const [lastPorts, setLastPorts] = useState(exposure.kind === "ports" ? exposure.ports : [22]);
  const handlePorts = (ports: number[]) => {
    setLastPorts(ports);
    onChange({ kind: "ports", ports });
  };
  return (
    <>
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
          onChange={(kind) => onChange(kind === "ports" ? { kind, ports: lastPorts } : { kind })}
          align="start"
          className="@2xl:grid-cols-3"
        />
      </div>
      {exposure.kind === "ports" && (
        <div data-field="exposure.ports" className="mt-3">
          <PortList
            ports={exposure.ports}
            onChange={handlePorts}
            text={portText}
            onText={onPortText}
            wasTried={wasTried}
          />
        </div>
      )}
      {exposure.kind === "ports" && !filtersPorts && (
        <Notice tone="attention" title={t("openPorts.title")} className="mt-3">
          {t("openPorts.body")}
        </Notice>
      )}
      {exposure.kind === "whole" && (
        <Notice tone="failed" title={t("wholeWarning.title")} announce className="mt-3">
          {t("wholeWarning.body")}
        </Notice>
      )}
    </>
  );
};
