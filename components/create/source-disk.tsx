"use client";
import { useTranslations } from "next-intl";
import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";
import { TextInput } from "#components/ui/text-input.tsx";
import { useAmounts } from "#components/ui/use-amounts.ts";
import type { DiskView } from "#lib/resources/image/view.ts";
import { unusableOf } from "./disk-choice.ts";
import { useCreateForm } from "./form-context.ts";
import type { SourceProps } from "./source-url.tsx";

type SourceDiskProps = SourceProps & {
  /** Only optical disks: nothing else boots as one. */
  isDisc?: boolean;
};

/** A disk of this tenant: attached as it is, or copied. */
export const SourceDisk = ({ disk, path, onChange, isDisc = false }: SourceDiskProps) => {
  const t = useTranslations("create.startFrom.disk");
  const { catalogue, draft, errorAt } = useCreateForm();
  const { bytes } = useAmounts();
  const isCopy = disk.from === "clone";
  const field = isCopy ? `${path}.source.disk` : `${path}.name`;
  const elsewhere = draft.disks.flatMap((each) => (each.from === "existing" && each !== disk ? [each.existing] : []));
  const wordsOf = (choice: DiskView): string => {
    const why = isCopy ? null : unusableOf(choice, elsewhere);
    const facts = [choice.name, choice.sizeBytes === null ? "" : bytes(choice.sizeBytes), choice.storageClass];
    if (choice.optical) facts.push(t("optical"));
    if (why) facts.push(t(`unusable.${why}`, { vm: choice.usedBy ?? "" }));
    return facts.filter(Boolean).join(" · ");
  };
  const offered = isDisc ? catalogue.disks.filter(({ optical }) => optical) : catalogue.disks;
  const value = isCopy ? disk.clone : disk.existing;
  return (
    <div data-field={field} className="max-w-2xl">
      <Field
        label={t(isCopy ? "copyOf" : "existing")}
        hint={t(isCopy ? "copyHint" : "existingHint")}
        error={errorAt(field)}
      >
        {catalogue.missing.includes("names") ? (
          <TextInput
            mono
            value={value}
            onChange={(event) => onChange(isCopy ? { clone: event.target.value } : { existing: event.target.value })}
          />
        ) : (
          <Select
            value={value}
            onChange={(event) => onChange(isCopy ? { clone: event.target.value } : { existing: event.target.value })}
          >
            <option value="">{t(offered.length === 0 ? "none" : "choose")}</option>
            {offered.map((choice) => (
              <option
                key={choice.name}
                value={choice.name}
                disabled={!isCopy && unusableOf(choice, elsewhere) !== null}
              >
                {wordsOf(choice)}
              </option>
            ))}
          </Select>
        )}
      </Field>
    </div>
  );
};
