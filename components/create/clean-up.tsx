import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ProblemNotice } from "#components/feedback/problem-notice.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { client, problemFrom } from "#lib/api/client.ts";
import { staleAfter } from "#lib/api/queries.ts";
import type { RunObject, RunView } from "#lib/create/run.ts";

type CleanUpProps = { run: RunView; onDone?: () => void };

/** Deletes what a plan made, after showing exactly that. */
export const CleanUp = ({ run, onDone }: CleanUpProps) => {
  const t = useTranslations("run.cleanUp");
  const words = useObjectWords();
  const queryClient = useQueryClient();
  const [isAsked, setAsked] = useState(false);
  const objects = run.objects.filter(({ leaving }) => !leaving);
  const cleaning = useMutation({
    mutationFn: () =>
      client.cleanUpRun(run.tenant, run.run, {
        vm: run.vm,
        objects: objects.map(({ kind, name, uid }) => ({ kind, name, uid })),
      }),
    onSuccess: ({ kept }) => {
      if (kept.length > 0) return;
      setAsked(false);
      onDone?.();
    },
    onSettled: () => {
      for (const queryKey of staleAfter.cleanUpRun) void queryClient.invalidateQueries({ queryKey });
    },
  });
  const kept = cleaning.data?.kept ?? [];
  return (
    <>
      <Button size="small" onClick={() => setAsked(true)}>
        {t("open")}
      </Button>
      <Dialog
        open={isAsked}
        onClose={() => setAsked(false)}
        title={t("title", { name: run.vm })}
        footer={
          <>
            <Button onClick={() => setAsked(false)}>{t("cancel")}</Button>
            {objects.length > 0 && (
              <Button kind="danger" busy={cleaning.isPending} onClick={() => cleaning.mutate()}>
                {cleaning.isPending ? t("busy") : t("confirm", { count: objects.length })}
              </Button>
            )}
          </>
        }
      >
        <p className="mt-1 text-sm">{objects.length > 0 ? t("body") : t("nothing")}</p>
        <ul className="mt-3 space-y-1 font-medium text-ink">
          {objects.map((object) => (
            <li key={object.uid} className="break-words">
              {words(object)}
            </li>
          ))}
        </ul>
        {kept.length > 0 && (
          <div role="alert" className="mt-3 text-failed text-sm">
            <p>{t("kept")}</p>
            <ul>
              {kept.map(({ why, ...object }) => (
                <li key={`${object.kind} ${object.name}`}>
                  {t("keptOne", { what: words(object), why: t(`why.${why}`) })}
                </li>
              ))}
            </ul>
          </div>
        )}
        {cleaning.isError && <ProblemNotice problem={problemFrom(cleaning.error)} announce className="mt-3" />}
      </Dialog>
    </>
  );
};

/** `Disk web-system`. */
export const useObjectWords = () => {
  const t = useTranslations("run.made");
  return ({ kind, name }: Pick<RunObject, "kind" | "name">): string =>
    t(kind === "VMInstance" ? "vm" : "disk", { name });
};
