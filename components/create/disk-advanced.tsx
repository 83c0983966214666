"use client";
import { useTranslations } from "next-intl";
import { useId } from "react";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Field } from "#components/ui/field.tsx";
import { Fold } from "#components/ui/fold.tsx";
import { Select } from "#components/ui/select.tsx";
import { buses } from "#lib/create/schema-disks.ts";
import { useCreateForm } from "./form-context.ts";
import { MoreFieldInput } from "./more-field-input.tsx";
import type { SourceProps } from "./source-url.tsx";

type DiskAdvancedProps = SourceProps & {
  /** No machine takes it yet, and the bus is the machine's. */
  isAlone?: boolean;
};

/** How the guest sees the disk: its bus, and whether it is a CD. */
export const DiskAdvanced = ({ disk, path, onChange, isAlone = false }: DiskAdvancedProps) => {
  const t = useTranslations("create.disk");
  const id = useId();
  const { catalogue, errorAt } = useCreateForm();
  const { diskMore } = catalogue.dialect;
  const diskBus = catalogue.dialect.diskBus && !isAlone;
  const isNew = disk.from !== "existing";
  if (!diskBus && !isNew) return null;
  const note = [disk.bus && t("busIs", { bus: disk.bus }), isNew && disk.optical && t("optical")].filter(Boolean);
  return (
    <Fold
      title={t(isAlone ? "isOptical" : "advanced")}
      note={note.join(", ")}
      hasError={errorAt(`${path}.bus`) !== null || errorAt(`${path}.more`) !== null}
      className="mt-1"
    >
      <div className="flex flex-wrap items-start gap-x-6 gap-y-3">
        {diskBus && (
          <div data-field={`${path}.bus`} className="w-60">
            <Field label={t("bus")} hint={t("busHint")} error={errorAt(`${path}.bus`)}>
              <Select value={disk.bus} onChange={({ target }) => onChange({ bus: target.value })}>
                <option value="">{t("busDefault")}</option>
                {buses.map((bus) => (
                  <option key={bus} value={bus}>
                    {bus}
                  </option>
                ))}
              </Select>
            </Field>
          </div>
        )}
        {isNew && (
          <label htmlFor={id} className="flex max-w-xs items-start gap-2.5 pt-6">
            <Checkbox
              id={id}
              checked={disk.optical}
              onChange={({ target }) => onChange({ optical: target.checked })}
              className="mt-0.5"
            />
            <span>
              <span className="block font-medium text-sm">{t("isOptical")}</span>
              <span className="block text-ink-3 text-xs">{t("opticalHint")}</span>
            </span>
          </label>
        )}
      </div>
      {isNew && diskMore.length > 0 && (
        <div className="mt-4 grid gap-4 @2xl:grid-cols-2">
          {diskMore.map((field) => (
            <MoreFieldInput
              key={field.path}
              field={field}
              at={`${path}.more`}
              typed={disk.more}
              onChange={(more) => onChange({ more })}
            />
          ))}
        </div>
      )}
    </Fold>
  );
};
