import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { ProblemNotice } from "#components/feedback/problem-notice.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { TextInput } from "#components/ui/text-input.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { client, problemFrom } from "#lib/api/client.ts";
import { staleAfter } from "#lib/api/queries.ts";
import type { RunView } from "#lib/create/run.ts";
import type { TaskView } from "#lib/create/task.ts";

/** Goes on with a plan; what stands nowhere because it may be secret is asked for first. */
export const GoOn = ({ run, onBegun }: { run: RunView; onBegun: (task: TaskView) => void }) => {
  const t = useTranslations("run.unfinished");
  const queryClient = useQueryClient();
  const { asks, vm } = run;
  const [cloudInit, setCloudInit] = useState("");
  const [headers, setHeaders] = useState(() => asks.headers.map(() => ""));
  const [isAsking, setAsking] = useState(false);
  const isSecret = asks.cloudInit || asks.headers.length > 0;
  const resume = useMutation({
    mutationFn: () => client.resumeRun(run.tenant, run.run, { vm, cloudInit, headers }),
    onSuccess: ({ task }) => onBegun(task),
    onSettled: () => {
      for (const queryKey of staleAfter.createVm) void queryClient.invalidateQueries({ queryKey });
    },
  });
  const handleSubmit = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    if (!resume.isPending) resume.mutate();
  };
  const begin = () => (isSecret && !isAsking ? setAsking(true) : resume.mutate());
  return (
    <div className={isAsking ? "w-full space-y-3" : "contents"}>
      {isAsking && (
        // The page is a form already, and a form holds no other.
        <div className="space-y-3">
          {asks.cloudInit && (
            <Field label={t("cloudInit", { name: vm })} hint={t("cloudInitWhy")}>
              <Textarea mono rows={5} value={cloudInit} onChange={(event) => setCloudInit(event.target.value)} />
            </Field>
          )}
          {asks.headers.map((header, index) => (
            // Names may repeat; their order is what the server counts by.
            <Field key={`${index} ${header}`} label={t("header", { header })} hint={t("headerWhy")}>
              <TextInput
                type="password"
                value={headers[index] ?? ""}
                onChange={(event) => setHeaders(headers.with(index, event.target.value))}
                onKeyDown={(event) => event.key === "Enter" && handleSubmit(event)}
              />
            </Field>
          ))}
        </div>
      )}
      <Button size="small" kind={isAsking ? "primary" : "secondary"} busy={resume.isPending} onClick={begin}>
        {t("goOn")}
      </Button>
      {resume.isError && <ProblemNotice problem={problemFrom(resume.error)} announce className="w-full" />}
    </div>
  );
};
