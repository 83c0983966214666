"use client";
import { useTranslations } from "next-intl";
import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";
import { gibText } from "./draft-disks.ts";
import { useCreateForm } from "./form-context.ts";
import type { SourceProps } from "./source-url.tsx";

/** A golden image for a further disk: the size follows, and an installer is an optical disk. */
export const SourceImage = ({ disk, path, onChange }: SourceProps) => {
  const t = useTranslations("create.disk");
  const { catalogue, errorAt } = useCreateForm();
  const field = `${path}.source.name`;
  const handleImage = (name: string) => {
    const image = catalogue.images.find((each) => each.name === name);
    const minimum = image?.minimumBytes ?? 0;
    const isInstaller = image?.kind === "installer";
    const needed = isInstaller && !disk.hasOwnSize ? minimum : Math.max(minimum, disk.sizeBytes);
    onChange({
      image: name,
      optical: isInstaller,
      ...(needed !== disk.sizeBytes && { sizeBytes: needed, sizeText: gibText(needed) }),
    });
  };
  return (
    <div data-field={field} className="max-w-md">
      <Field label={t("image")} error={errorAt(field)}>
        <Select value={disk.image} onChange={({ target }) => handleImage(target.value)}>
          <option value="">{t("chooseImage")}</option>
          {catalogue.images.map(({ name, familyLabel, version, kind }) => (
            <option key={name} value={name}>
              {[`${familyLabel} ${version}`.trim(), kind === "installer" && t("installer")].filter(Boolean).join(" · ")}
            </option>
          ))}
        </Select>
      </Field>
    </div>
  );
};
