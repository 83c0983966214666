"use client";
import { HardDrive, ShieldAlert, ShieldCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId } from "react";
import { Select } from "#components/ui/select.tsx";
import { Mono } from "#components/ui/text.tsx";
import { TextInput } from "#components/ui/text-input.tsx";
import { useAmounts } from "#components/ui/use-amounts.ts";
import { imageNameOf, systemDiskOf, withSystemDisk } from "#lib/create/disks.ts";
import { gibibyte } from "#lib/resources/quantity.ts";
import { withSizeText } from "./draft.ts";
import { FieldError } from "./field-error.tsx";
import { useCreateForm } from "./form-context.ts";
import { Section } from "./section.tsx";

/** The system disk: how large, and what its storage survives. */
export const DiskSection = ({ diskName }: { diskName: string }) => {
  const t = useTranslations("create.disk");
  const { bytes } = useAmounts();
  const { catalogue, draft, input, change, errorAt } = useCreateForm();
  const id = useId();
  const image = catalogue.images.find(({ name }) => name === imageNameOf(input));
  const storageClass = systemDiskOf(input)?.storageClass ?? "";
  const known = storageClass === "replicated" || storageClass === "local" ? storageClass : "other";
  const error = errorAt("disks.0.sizeBytes") ?? errorAt("disks.0.storageClass");
  const ClassIcon = known === "local" ? ShieldAlert : ShieldCheck;
  const handleClass = (name: string) =>
    change((before) => ({
      ...before,
      input: { ...before.input, disks: withSystemDisk(before.input.disks, { storageClass: name }) },
    }));
  return (
    <Section title={t("title")}>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-card border border-line bg-surface px-4 py-3">
        <HardDrive aria-hidden="true" className="size-4 shrink-0 text-ink-2" />
        <p className="min-w-0 flex-1 basis-48">
          <span className="font-medium">{t("system")}</span>{" "}
          <Mono className="wrap-anywhere text-ink-2">{diskName}</Mono>
        </p>
        <div data-field="disks.0.sizeBytes" className="w-24">
          <TextInput
            type="number"
            inputMode="numeric"
            min={Math.ceil((image?.minimumBytes ?? gibibyte) / gibibyte)}
            step={1}
            value={draft.sizeText}
            onChange={(event) => change((before) => withSizeText(before, event.target.value))}
            aria-label={t("sizeOf")}
            aria-invalid={errorAt("disks.0.sizeBytes") !== null || undefined}
            aria-describedby={`${id}-error ${id}-minimum`}
            unit={t("unit")}
            className="pr-10! text-right [appearance:textfield] [&::-webkit-inner-spin-button]:appearance-none"
          />
        </div>
        <div data-field="disks.0.storageClass" className="w-36">
          {catalogue.storageClasses.length === 0 ? (
            <Mono>{storageClass}</Mono>
          ) : (
            <Select
              value={storageClass}
              onChange={(event) => handleClass(event.target.value)}
              aria-label={t("class")}
              aria-invalid={errorAt("disks.0.storageClass") !== null || undefined}
              aria-describedby={`${id}-class`}
            >
              {catalogue.storageClasses.map(({ name }) => (
                <option key={name} value={name}>
                  {name}
                </option>
              ))}
            </Select>
          )}
        </div>
      </div>
      <FieldError id={`${id}-error`}>{error}</FieldError>
      <p id={`${id}-class`} className="mt-2 flex items-start gap-2 text-ink-2 text-sm">
        <ClassIcon
          aria-hidden="true"
          className={known === "local" ? "mt-px size-4 shrink-0 text-attention" : "mt-px size-4 shrink-0"}
        />
        {t(`says.${known}`)}
      </p>
      {image && (
        <p id={`${id}-minimum`} className="mt-1 pl-6 text-ink-3 text-sm">
          {t("minimum", { image: `${image.familyLabel} ${image.version}`.trim(), size: bytes(image.minimumBytes) })}
        </p>
      )}
    </Section>
  );
};
