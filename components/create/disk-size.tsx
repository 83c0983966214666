"use client";
import { useTranslations } from "next-intl";
import { useId } from "react";
import { Select } from "#components/ui/select.tsx";
import { TextInput } from "#components/ui/text-input.tsx";
import { useAmounts } from "#components/ui/use-amounts.ts";
import { gibibyte } from "#lib/resources/quantity.ts";
import { type DraftDisk, minimumOf, withSizeText } from "./draft-disks.ts";
import { withDisk } from "./draft-start.ts";
import { useCreateForm } from "./form-context.ts";

type DiskSizeProps = { disk: DraftDisk; path: string; name: string };

/** How large a new disk is, and on which storage. */
export const DiskSize = ({ disk, path, name }: DiskSizeProps) => {
  const t = useTranslations("create.disk");
  const { bytes } = useAmounts();
  const { catalogue, change, errorAt } = useCreateForm();
  const id = useId();
  const minimum = minimumOf(disk, catalogue);
  const { storageClass } = disk;
  const classes = catalogue.storageClasses.map((each) => each.name);
  // A class that is gone stays visible with its fault until another is chosen.
  const offered = classes.includes(storageClass) ? classes : [storageClass, ...classes];
  return (
    <div className="flex items-center gap-2">
      <div data-field={`${path}.sizeBytes`} className="w-24">
        <TextInput
          type="number"
          inputMode="decimal"
          min={Math.ceil((minimum ?? gibibyte) / gibibyte)}
          step="any"
          value={disk.sizeText}
          onChange={({ target }) =>
            change((before) => withDisk(before, disk.part, (each) => withSizeText(each, target.value)))
          }
          aria-label={t("sizeOf", { disk: name })}
          aria-invalid={errorAt(`${path}.sizeBytes`) !== null || undefined}
          aria-describedby={minimum === null ? undefined : `${id}-minimum`}
          data-tip={minimum === null ? undefined : t("atLeast", { size: bytes(minimum) })}
          unit={t("unit")}
          className="pr-10! text-right [appearance:textfield] [&::-webkit-inner-spin-button]:appearance-none"
        />
        {minimum !== null && (
          <span id={`${id}-minimum`} hidden>
            {t("atLeast", { size: bytes(minimum) })}
          </span>
        )}
      </div>
      <div data-field={`${path}.storageClass`} className="w-36">
        <Select
          value={storageClass}
          onChange={({ target }) =>
            change((before) => withDisk(before, disk.part, (each) => ({ ...each, storageClass: target.value })))
          }
          aria-label={t("classOf", { disk: name })}
          aria-invalid={errorAt(`${path}.storageClass`) !== null || undefined}
        >
          {offered.map((each) => (
            <option key={each} value={each}>
              {each}
            </option>
          ))}
        </Select>
      </div>
    </div>
  );
};
