import { useTranslations } from "next-intl";
import { useTasks } from "#components/shell/live.tsx";
import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { TaskView } from "#lib/create/task.ts";

/** Machines that this person is already having made here, e.g. before the page was reloaded. */
export const UnderWay = ({ onFollow }: { onFollow: (task: TaskView) => void }) => {
  const t = useTranslations("create.underWay");
  return useTasks()
    .filter(({ state }) => state === "running")
    .map((task) => (
      <Notice
        key={task.id}
        tone="info"
        announce
        title={t("title", { name: task.vm })}
        action={
          <Button size="small" onClick={() => onFollow(task)}>
            {t("follow")}
          </Button>
        }
      >
        {t("body")}
      </Notice>
    ));
};
