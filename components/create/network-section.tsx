"use client";
import { useTranslations } from "next-intl";
import { ExposureChoice } from "#components/exposure/exposure-choice.tsx";
import { IcmpField } from "#components/exposure/icmp-field.tsx";
import { FieldError } from "./field-error.tsx";
import { useCreateForm } from "./form-context.ts";
import { NetworksFold } from "./networks-fold.tsx";
import { Section } from "./section.tsx";

/** What the internet can reach, and further networks. */
export const NetworkSection = () => {
  const t = useTranslations("create.network");
  const { catalogue, draft, input, change, errorAt, wasTried } = useCreateForm();
  const { dialect } = catalogue;
  return (
    <Section topic="network" title={t("title")}>
      <ExposureChoice
        exposure={input.exposure}
        onChange={(exposure) => change((before) => ({ ...before, input: { ...before.input, exposure } }))}
        portText={draft.portText}
        onPortText={(portText) => change((before) => ({ ...before, portText }))}
        wasTried={wasTried}
        filtersPorts={dialect.icmp}
      />
      <FieldError>{errorAt("exposure")}</FieldError>
      {input.exposure.kind === "ports" && dialect.icmp && (
        <IcmpField
          // Untouched it is left to the platform, which lets it through.
          checked={input.icmp ?? true}
          onChange={(isAllowed) =>
            change((before) => ({ ...before, input: { ...before.input, icmp: isAllowed ? null : false } }))
          }
        />
      )}
      {dialect.networks !== "none" && <NetworksFold />}
    </Section>
  );
};
