"use client";
import { useQuery } from "@tanstack/react-query";
import { useTasks } from "#components/shell/live.tsx";
import { laterWorded } from "#components/ui/later-worded.tsx";
import { queries } from "#lib/api/queries.ts";
import type { TaskView } from "#lib/create/task.ts";
import { useCreateForm } from "./form-context.ts";
import { runWords } from "./run-words.ts";

const notices = laterWorded(async () => (await import("./run-notices.tsx")).RunNotices, runWords);

type UnderWayProps = { onFollow: (task: TaskView) => void };

/** What is being made here, and what plans left that were not finished, e.g. before the page was reloaded or by another person. */
export const UnderWay = ({ onFollow }: UnderWayProps) => {
  const { tenant } = useCreateForm();
  const tasks = useTasks().filter(({ state }) => state !== "done");
  // Nothing of it is missed where it cannot be read: the list of disks says the same.
  const runs = useQuery(queries.runs(tenant)).data ?? [];
  if (tasks.length === 0 && runs.length === 0) return null;
  return <notices.Part tasks={tasks} runs={runs} onFollow={onFollow} />;
};
