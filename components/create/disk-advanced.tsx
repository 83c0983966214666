"use client";
import { useTranslations } from "next-intl";
import { useId } from "react";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Field } from "#components/ui/field.tsx";
import { Fold } from "#components/ui/fold.tsx";
import { Select } from "#components/ui/select.tsx";
import { TextInput } from "#components/ui/text-input.tsx";
import { buses } from "#lib/create/schema-disks.ts";
import { useCreateForm } from "./form-context.ts";
import { MoreFieldInput } from "./more-field-input.tsx";
import type { SourceProps } from "./source-url.tsx";

type DiskAdvancedProps = SourceProps & {
  /** No machine takes it yet, and the bus is the machine's. */
  isAlone?: boolean;
  /** As it will be called. */
  name?: string;
};

/** What it is called, and how the guest sees it: its bus, and whether it is a CD. */
export const DiskAdvanced = ({ disk, path, onChange, isAlone = false, name = "" }: DiskAdvancedProps) => {
  const t = useTranslations("create.disk");
  const id = useId();
  const { catalogue, errorAt } = useCreateForm();
  const { diskMore } = catalogue.dialect;
  const diskBus = catalogue.dialect.diskBus && !isAlone;
  const isNew = disk.from !== "existing";
  if (!diskBus && !isNew) return null;
  const hasName = isNew && !isAlone;
  const note = [disk.bus && t("busIs", { bus: disk.bus }), isNew && disk.optical && t("optical")].filter(Boolean);
  return (
    <Fold
      title={t(isAlone ? "isOptical" : isNew ? "advanced" : "bus")}
      note={note.join(", ")}
      hasError={[`${path}.bus`, `${path}.more`, ...(hasName ? [`${path}.name`] : [])].some(
        (at) => errorAt(at) !== null,
      )}
      className="mt-1"
    >
      <div className="flex flex-wrap items-start gap-x-6 gap-y-3">
        {hasName && (
          <div data-field={`${path}.name`} className="w-60">
            <Field label={t("ownName")} hint={t("ownNameHint")} error={errorAt(`${path}.name`)}>
              <TextInput
                mono
                value={disk.ownName}
                placeholder={name}
                onChange={({ target }) => onChange({ ownName: target.value })}
              />
            </Field>
          </div>
        )}
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
