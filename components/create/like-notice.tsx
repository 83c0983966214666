import { useTranslations } from "next-intl";
import { useState } from "react";
import { ProblemNotice } from "#components/feedback/problem-notice.tsx";
import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { shownNameOfVm } from "#lib/resources/names.ts";
import { likeDraft } from "./begin.ts";
import { type Draft, startDraft } from "./draft.ts";
import { useCreateForm } from "./form-context.ts";
import { LikeTaken } from "./like-taken.tsx";
import type { WantedLike } from "./pattern.ts";

/** What the form was filled in from; where something is typed already, the question which of both it is to be. */
export const LikeNotice = ({ like }: { like: WantedLike }) => {
  const t = useTranslations("like");
  const { catalogue, quota, keys, draft, input, change } = useCreateForm();
  const [isKept, setKept] = useState(false);
  const [typed, setTyped] = useState<Draft | null>(null);
  const { name } = like;
  const shown = shownNameOfVm(name);
  if ("problem" in like) return <ProblemNotice problem={like.problem} title={t("unread", { name: shown })} />;
  const { pattern } = like;
  if (draft.like === name) {
    const back = (older: Draft) => () => {
      setTyped(null);
      change(() => older);
    };
    return <LikeTaken pattern={pattern} onBack={typed && back(typed)} />;
  }
  if (isKept) return null;
  const handleBegin = () => {
    setTyped(draft);
    change(() => likeDraft(pattern, startDraft(catalogue, quota), keys));
  };
  return (
    <Notice
      tone="attention"
      title={t("typed.title")}
      action={
        <>
          <Button size="small" onClick={handleBegin}>
            {t("typed.begin", { name: shown })}
          </Button>
          <Button size="small" onClick={() => setKept(true)}>
            {t("typed.keep")}
          </Button>
        </>
      }
    >
      {t("typed.body", { typed: input.name, name: shown })}
    </Notice>
  );
};
