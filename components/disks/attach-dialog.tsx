"use client";
import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { unusableOf } from "#components/create/disk-choice.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";
import { TextInput } from "#components/ui/text-input.tsx";
import { useAmounts } from "#components/ui/use-amounts.ts";
import type { CatalogueView, DiskView } from "#lib/resources/image/view.ts";

type AttachDialogProps = {
  catalogue: CatalogueView;
  /** Disks that this machine has or is about to get. */
  attached: readonly string[];
  open: boolean;
  onClose: () => void;
  onChosen: (disk: string) => void;
};

/** Chooses a disk that is there already; one that another machine has, is leaving or not ready says so. */
export const AttachDialog = ({ catalogue, attached, open, onClose, onChosen }: AttachDialogProps) => {
  const t = useTranslations("disks.attach");
  const why = useTranslations("create.startFrom.disk");
  const ui = useTranslations("ui");
  const { bytes } = useAmounts();
  const formId = useId();
  const [name, setName] = useState("");
  const [isMissing, setIsMissing] = useState(false);
  /** Where disks could not be listed the name is typed, and the server says what is wrong with it. */
  const isBlind = catalogue.missing.includes("names");
  const refusalOf = (disk: DiskView) => unusableOf(disk, attached);
  const wordsOf = (disk: DiskView): string => {
    const refusal = attached.includes(disk.name) ? "twice" : refusalOf(disk);
    const facts = [disk.name, disk.sizeBytes === null ? "" : bytes(disk.sizeBytes), disk.storageClass];
    if (disk.optical) facts.push(why("optical"));
    if (refusal) facts.push(why(`unusable.${refusal}`, { vm: disk.usedBy ?? "" }));
    return facts.filter(Boolean).join(" · ");
  };
  const handleSubmit = (event: FormEvent) => {
    event.preventDefault();
    const chosen = name.trim();
    if (chosen === "" || attached.includes(chosen)) return setIsMissing(true);
    setName("");
    onChosen(chosen);
  };
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t("title")}
      footer={
        <>
          <Button onClick={onClose}>{ui("cancel")}</Button>
          <Button kind="primary" type="submit" form={formId}>
            {t("do")}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={handleSubmit} className="space-y-3">
        <Field label={t("disk")} hint={t("hint")} error={isMissing ? t("choose") : null}>
          {isBlind ? (
            <TextInput mono value={name} onChange={({ target }) => setName(target.value)} />
          ) : (
            <Select
              value={name}
              onChange={({ target }) => {
                setName(target.value);
                setIsMissing(false);
              }}
            >
              <option value="">{t(catalogue.disks.length === 0 ? "none" : "choose")}</option>
              {catalogue.disks.map((disk) => (
                <option
                  key={disk.name}
                  value={disk.name}
                  disabled={attached.includes(disk.name) || refusalOf(disk) !== null}
                >
                  {wordsOf(disk)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <p className="text-sm">{t("later")}</p>
      </form>
    </Dialog>
  );
};
