"use client";
import { Plus, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRef } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Fold } from "#components/ui/fold.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { TextInput } from "#components/ui/text-input.tsx";
import type { SourceHeader } from "#lib/create/input.ts";
import type { DraftDisk } from "./draft-disks.ts";
import { FieldError } from "./field-error.tsx";
import { useCreateForm } from "./form-context.ts";

export type SourceProps = {
  disk: DraftDisk;
  /** Where the disk stands in the input: `disks.0`. */
  path: string;
  onChange: (change: Partial<DraftDisk>) => void;
};

/** An address the cluster reads the disk from; what imports is said, nothing is tried from here. */
export const SourceUrl = ({ disk, path, onChange }: SourceProps) => {
  const t = useTranslations("create.startFrom.url");
  const { catalogue, draft, errorAt } = useCreateForm();
  const { headers, checksum, registry } = catalogue.dialect.sources;
  const source = `${path}.source`;
  const missing = [!headers && t("headers"), !checksum && t("checksum"), !registry && t("registry")].filter(Boolean);
  return (
    <div className="max-w-2xl">
      <div data-field={`${source}.url`}>
        <Field label={t("label")} hint={t("formats")} error={errorAt(`${source}.url`)}>
          <TextInput
            mono
            type="url"
            inputMode="url"
            value={disk.url}
            placeholder={draft.isWindows ? "https://…/windows-server.iso" : "https://…/debian-12-generic-amd64.qcow2"}
            onChange={(event) => onChange({ url: event.target.value })}
          />
        </Field>
      </div>
      <p className="mt-1.5 text-ink-3 text-xs">{t("reads")}</p>
      {(headers || checksum) && (
        <Fold
          title={[headers && t("headers"), checksum && t("checksum")].filter(Boolean).join(", ")}
          startsOpen={disk.headers.length > 0 || disk.checksum !== ""}
          hasError={errorAt(`${source}.headers`) !== null || errorAt(`${source}.checksum`) !== null}
          className="mt-2"
        >
          {headers && <Headers path={source} headers={disk.headers} onChange={(next) => onChange({ headers: next })} />}
          {checksum && (
            <div data-field={`${source}.checksum`} className="mt-3">
              <Field label={t("checksum")} hint={t("checksumHint")} error={errorAt(`${source}.checksum`)}>
                <TextInput
                  mono
                  value={disk.checksum}
                  placeholder="sha256:…"
                  onChange={(event) => onChange({ checksum: event.target.value })}
                />
              </Field>
            </div>
          )}
        </Fold>
      )}
      {missing.length > 0 && <p className="mt-2 text-ink-2 text-sm">{t("notOffered", { what: missing.join(", ") })}</p>}
    </div>
  );
};

type HeadersProps = { path: string; headers: readonly SourceHeader[]; onChange: (next: SourceHeader[]) => void };

/** Values are masked on the screen and clear in the cluster, which is said. */
const Headers = ({ path, headers, onChange }: HeadersProps) => {
  const t = useTranslations("create.startFrom.url");
  const { errorAt } = useCreateForm();
  const add = useRef<HTMLButtonElement>(null);
  const set = (index: number, change: Partial<SourceHeader>) =>
    onChange(headers.map((header, at) => (at === index ? { ...header, ...change } : header)));
  const handleRemove = (index: number) => {
    onChange(headers.filter((_, at) => at !== index));
    add.current?.focus();
  };
  return (
    <fieldset data-field={`${path}.headers`}>
      <legend className="font-medium text-sm">{t("headers")}</legend>
      <p className="mt-0.5 text-attention text-xs">{t("inClear")}</p>
      {headers.map(({ name, value }, index) => (
        <div key={index} className="mt-2">
          <div className="flex items-center gap-2">
            <TextInput
              mono
              value={name}
              placeholder="Authorization"
              aria-label={t("headerName", { number: index + 1 })}
              aria-invalid={errorAt(`${path}.headers.${index}.name`) !== null || undefined}
              onChange={(event) => set(index, { name: event.target.value })}
              className="min-w-0 flex-1"
            />
            <TextInput
              mono
              type="password"
              autoComplete="new-password"
              value={value}
              aria-label={t("headerValue", { number: index + 1 })}
              aria-invalid={errorAt(`${path}.headers.${index}.value`) !== null || undefined}
              onChange={(event) => set(index, { value: event.target.value })}
              className="min-w-0 flex-1"
            />
            <IconButton
              label={t("removeHeader", { number: index + 1 })}
              icon={<X aria-hidden="true" className="size-4" />}
              onClick={() => handleRemove(index)}
            />
          </div>
          <FieldError>{errorAt(`${path}.headers.${index}`)}</FieldError>
        </div>
      ))}
      <Button
        ref={add}
        size="small"
        icon={<Plus aria-hidden="true" className="size-4" />}
        onClick={() => onChange([...headers, { name: "", value: "" }])}
        className="mt-2"
      >
        {t("addHeader")}
      </Button>
    </fieldset>
  );
};
