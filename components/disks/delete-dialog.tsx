"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useId } from "react";
import { useRuleWords } from "#components/create/use-rule-words.ts";
import { ProblemNotice } from "#components/feedback/problem-notice.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { TypedWord, useTypedWord } from "#components/ui/typed-word.tsx";
import { useAmounts } from "#components/ui/use-amounts.ts";
import { client, problemFrom } from "#lib/api/client.ts";
import { staleAfter } from "#lib/api/queries.ts";
import type { DiskRow } from "#lib/resources/disk/view.ts";

type DeleteDialogProps = { tenant: string; disk: DiskRow; open: boolean; onClose: () => void; onDeleted: () => void };

/** The question before a disk and all that is on it is gone for good. */
export const DeleteDialog = ({ tenant, disk, open, onClose, onDeleted }: DeleteDialogProps) => {
  const t = useTranslations("disks.delete");
  const ui = useTranslations("ui");
  const words = useRuleWords();
  const { bytes } = useAmounts();
  const formId = useId();
  const queryClient = useQueryClient();
  const word = useTypedWord(disk.name);
  const close = () => {
    word.clear();
    deletion.reset();
    onClose();
  };
  const deletion = useMutation({
    mutationFn: () => client.deleteDisk(tenant, disk.name, { uid: disk.uid }),
    onSuccess: () => {
      close();
      onDeleted();
    },
    onSettled: () => {
      for (const queryKey of staleAfter.deleteDisk) void queryClient.invalidateQueries({ queryKey });
    },
  });
  const problem = deletion.isError ? problemFrom(deletion.error) : null;
  const field = problem?.fields?.[0];
  const size = disk.realBytes ?? disk.askedBytes;
  const handleSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (word.check() && !deletion.isPending) deletion.mutate();
  };
  return (
    <Dialog
      open={open}
      onClose={close}
      title={t("title", { name: disk.name })}
      footer={
        <>
          <Button onClick={close}>{ui("cancel")}</Button>
          <Button kind="danger" type="submit" form={formId} busy={deletion.isPending}>
            {t("do")}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={handleSubmit} className="space-y-3">
        <p>{t("what")}</p>
        <ul className="list-disc space-y-1.5 pl-5 text-sm marker:text-ink-3">
          <li>{t("noWayBack")}</li>
          {size !== null && <li>{t("frees", { size: bytes(size), name: disk.storageClass })}</li>}
        </ul>
        {problem && field && (
          <Notice tone="attention" title={t("refused")} announce>
            {words(field)}
          </Notice>
        )}
        {problem && !field && <ProblemNotice problem={problem} title={t("failed", { name: disk.name })} announce />}
        <TypedWord word={word} label={t("typeName", { name: disk.name })} mismatch={t("mismatch")} />
      </form>
    </Dialog>
  );
};
