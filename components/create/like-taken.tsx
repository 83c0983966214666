import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { ProblemNotice } from "#components/feedback/problem-notice.tsx";
import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { client, problemFrom } from "#lib/api/client.ts";
import { isLoss, type LikeNote } from "#lib/create/like-notes.ts";
import { shownNameOfVm } from "#lib/resources/names.ts";
import { useCreateForm } from "./form-context.ts";
import type { Pattern } from "./pattern.ts";

type LikeTakenProps = {
  pattern: Pattern;
  /** Gives back what stood in the form before; null where that was nothing of anybody's. */
  onBack: (() => void) | null;
};

/** Line by line what could not be taken over, and its user data for who asks for it: each reading is recorded. */
export const LikeTaken = ({ pattern: { like, notes }, onBack }: LikeTakenProps) => {
  const t = useTranslations("like");
  const { tenant, input, change } = useCreateForm();
  const asked = useMutation({
    mutationFn: () => client.cloudInit(tenant, like),
    onSuccess: ({ text }) => change((before) => ({ ...before, input: { ...before.input, cloudInit: text } })),
  });
  const losses = notes.filter(isLoss);
  const plain = notes.filter((note) => !isLoss(note) && note.rule !== "cloudInit");
  const hasCloudInit = notes.some(({ rule }) => rule === "cloudInit");
  const mayTake = hasCloudInit && input.cloudInit === "";
  return (
    <Notice
      tone={losses.length > 0 ? "attention" : "info"}
      title={t("taken.title", { name: shownNameOfVm(like) })}
      action={
        (mayTake || onBack) && (
          <>
            {mayTake && (
              <Button size="small" busy={asked.isPending} onClick={() => asked.mutate()}>
                {t("cloudInit.take")}
              </Button>
            )}
            {onBack && (
              <Button size="small" onClick={onBack}>
                {t("typed.back")}
              </Button>
            )}
          </>
        )
      }
    >
      <p>{t("taken.body")}</p>
      <Lines notes={plain} />
      {losses.length > 0 && <p className="mt-2 font-medium text-ink">{t("taken.losses")}</p>}
      <Lines notes={losses} />
      {hasCloudInit && (
        <p role="status" className="mt-2">
          {t(mayTake ? "cloudInit.left" : asked.isSuccess ? "cloudInit.taken" : "cloudInit.own")}
        </p>
      )}
      {asked.isError && (
        <ProblemNotice problem={problemFrom(asked.error)} title={t("cloudInit.unread")} announce className="mt-2" />
      )}
    </Notice>
  );
};

const Lines = ({ notes }: { notes: readonly LikeNote[] }) => {
  const t = useTranslations("like.note");
  if (notes.length === 0) return null;
  return (
    <ul className="mt-2 list-disc space-y-1.5 pl-5 marker:text-ink-3">
      {notes.map(({ rule, values }, index) => (
        <li key={index} className="break-words">
          {t(rule, values)}
        </li>
      ))}
    </ul>
  );
};
