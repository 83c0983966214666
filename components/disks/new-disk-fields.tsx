import { useTranslations } from "next-intl";
import { ClassWords } from "#components/create/class-words.tsx";
import { DiskAdvanced } from "#components/create/disk-advanced.tsx";
import { DiskSize } from "#components/create/disk-size.tsx";
import { DiskSourceFields } from "#components/create/disk-source-fields.tsx";
import { FieldError } from "#components/create/field-error.tsx";
import { CreateFormContext } from "#components/create/form-context.ts";
import { Field } from "#components/ui/field.tsx";
import { TextInput } from "#components/ui/text-input.tsx";
import type { NewDisk } from "./use-new-disk.ts";

/** Name, source, size and class of a disk that is to be made. */
export const NewDiskFields = ({ made }: { made: NewDisk }) => {
  const t = useTranslations("disks.new");
  const { name, setName, disk, form, change } = made;
  const { errorAt } = form;
  return (
    <CreateFormContext value={form}>
      <div data-field="name" className="max-w-md">
        <Field label={t("name")} hint={t("nameHint")} error={errorAt("name")}>
          <TextInput mono value={name} onChange={({ target }) => setName(target.value)} autoComplete="off" />
        </Field>
      </div>
      <DiskSourceFields disk={disk} path="disk" onChange={change} isMade />
      <div>
        <p className="mb-1.5 font-medium text-sm">{t("size")}</p>
        <DiskSize disk={disk} path="disk" name={name} />
        <FieldError>{errorAt("disk.sizeBytes") ?? errorAt("disk.storageClass")}</FieldError>
        <ClassWords />
        <p className="mt-2 max-w-[76ch] text-ink-3 text-sm">{t("stays")}</p>
      </div>
      <DiskAdvanced disk={disk} path="disk" onChange={change} isAlone />
    </CreateFormContext>
  );
};
