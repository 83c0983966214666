"use client";
import { useTranslations } from "next-intl";
import { UserDataField } from "#components/cloud-init/user-data-field.tsx";
import { Fold } from "#components/ui/fold.tsx";
import { useAmounts } from "#components/ui/use-amounts.ts";
import type { UserDataContext } from "#lib/cloud-init/finding.ts";
import { cloudInitLimitBytes } from "#lib/cloud-init/user-data.ts";
import { systemOf } from "./draft-parts.ts";
import { useCreateForm } from "./form-context.ts";

/** User data, or the machine configuration of Talos, sent byte for byte. What would fail at the first boot stops the machine from being made. */
export const CloudInitFold = ({ isTalos = false }: { isTalos?: boolean }) => {
  const t = useTranslations("create.access.cloudInit");
  const words = useTranslations("installers.access");
  const { bytes } = useAmounts();
  const { catalogue, draft, input, change, stops, errorAt } = useCreateForm();
  const text = input.cloudInit;
  const error = errorAt("cloudInit");
  const size = new TextEncoder().encode(text).length;
  const write = (cloudInit: string) => change((before) => ({ ...before, input: { ...before.input, cloudInit } }));
  const { from, image: name } = systemOf(draft);
  const image = from === "image" ? catalogue.images.find((one) => one.name === name) : undefined;
  const { exposure } = input;
  const context: UserDataContext = {
    sshKeys: input.sshKeys,
    loginUser: image?.loginUser ?? null,
    family: isTalos ? "talos" : (image?.family ?? "other"),
    ports: exposure.kind === "ports" ? exposure.ports : exposure.kind === "whole" ? "all" : "none",
    limitBytes: cloudInitLimitBytes,
  };
  return (
    <Fold
      title={isTalos ? words("configuration") : "cloud-init"}
      note={text === "" ? t("none") : bytes(size)}
      startsOpen={draft.input.cloudInit !== ""}
      hasError={error !== null}
      isLate={text === ""}
      className="mt-3"
    >
      <div data-field="cloudInit">
        <UserDataField
          label={isTalos ? words("configuration") : t("label")}
          {...(!isTalos && { hint: t("hint") })}
          text={text}
          onText={write}
          error={error}
          machine={input.name}
          context={context}
          asIs={draft.cloudInitAsIs}
          onAsIs={(cloudInitAsIs) => change((before) => ({ ...before, cloudInitAsIs }))}
          onStop={(stop) => (stop ? stops?.set("cloudInit", stop) : stops?.delete("cloudInit"))}
        />
        <p className="mt-2 max-w-[76ch] text-ink-2 text-sm">{t("firstBoot")}</p>
        <p className="mt-1 max-w-[76ch] text-attention text-sm">{t("inClear")}</p>
      </div>
    </Fold>
  );
};
