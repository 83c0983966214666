"use client";
import { useTranslations } from "next-intl";
import { cx } from "#components/ui/cx.ts";
import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";
import { waysOf } from "./disk-choice.ts";
import type { DiskFrom } from "./draft-disks.ts";
import { useCreateForm } from "./form-context.ts";
import { SourceDisk } from "./source-disk.tsx";
import { SourceImage } from "./source-image.tsx";
import { SourceRegistry } from "./source-registry.tsx";
import { type SourceProps, SourceUrl } from "./source-url.tsx";

type DiskSourceFieldsProps = SourceProps & {
  /** Without attaching a disk that is there already: this one is made. */
  isMade?: boolean;
};

/** Where a further disk is filled from. */
export const DiskSourceFields = ({ isMade = false, ...props }: DiskSourceFieldsProps) => {
  const t = useTranslations("create.disk");
  const kinds = useTranslations("create.startFrom.kind");
  const { catalogue } = useCreateForm();
  const { disk, onChange } = props;
  const ways = waysOf(catalogue).filter((way) => !(isMade && way === "existing"));
  const handleFrom = (value: string) => {
    const from: DiskFrom | undefined = ways.find((way) => way === value);
    if (from) onChange({ from });
  };
  return (
    <div className={cx("space-y-3", !isMade && "mt-3 border-line border-l-2 pl-4")}>
      <Field label={t("from")} className="max-w-60">
        <Select value={disk.from} onChange={({ target }) => handleFrom(target.value)}>
          {ways.map((way) => (
            <option key={way} value={way}>
              {kinds(way)}
            </option>
          ))}
        </Select>
      </Field>
      {disk.from === "empty" && <p className="text-ink-3 text-xs">{t("emptySays")}</p>}
      {disk.from === "image" && <SourceImage {...props} />}
      {disk.from === "url" && <SourceUrl {...props} />}
      {disk.from === "registry" && <SourceRegistry {...props} />}
      {(disk.from === "existing" || disk.from === "clone") && <SourceDisk {...props} />}
    </div>
  );
};
