"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { LaterCreateAdvice } from "#components/advice/later-advice.tsx";
import { ProductionPreset } from "#components/advice/production-preset.tsx";
import type { Stop } from "#components/cloud-init/user-data-props.ts";
import { createBrowserKeyLibrary } from "#components/keys/key-library.ts";
import { client, problemFrom } from "#lib/api/client.ts";
import type { Problem } from "#lib/api/problem.ts";
import { staleAfter } from "#lib/api/queries.ts";
import { copiesOf, copiesProblems, isSeveral } from "#lib/create/copies.ts";
import type { CreateInput } from "#lib/create/input.ts";
import { planOf } from "#lib/create/plan.ts";
import { quotaProblems } from "#lib/create/quota.ts";
import type { TaskView } from "#lib/create/task.ts";
import type { CatalogueView } from "#lib/resources/image/view.ts";
import type { QuotaView } from "#lib/resources/tenant/view.ts";
import { AccessSection } from "./access-section.tsx";
import { likeDraft } from "./begin.ts";
import { CopiesLeft } from "./copies-left-notice.tsx";
import { beginCopies, copiesIn, putAwayCopies } from "./copies-of-tab.ts";
import { CopiesProgress, CreateProgress } from "./create-progress.tsx";
import { DiskSection } from "./disk-section.tsx";
import { inputOf, startDraft } from "./draft.ts";
import { renewed, withWanted } from "./draft-start.ts";
import { fieldProblems, problemAt, problemsOfAll } from "./field-problems.ts";
import { focusField } from "./focus-field.ts";
import { CreateFormContext } from "./form-context.ts";
import { createKeptDraft } from "./kept-draft.ts";
import { LaterLikeNotice } from "./later-like-notice.tsx";
import { MoreSection } from "./more-section.tsx";
import { NameSection } from "./name-section.tsx";
import { NetworkSection } from "./network-section.tsx";
import { PasteMachine } from "./paste/paste-machine.tsx";
import type { WantedLike } from "./pattern.ts";
import { pendingOf } from "./pending.ts";
import { PlanPanel } from "./plan-panel.tsx";
import { Refusal } from "./refusal.tsx";
import { SizeSection } from "./size-section.tsx";
import { StartFrom } from "./start-from.tsx";
import { UnderWay } from "./under-way.tsx";
import { useRuleWords } from "./use-rule-words.ts";

type CreateFormProps = {
  tenant: string;
  catalogue: CatalogueView;
  quota: QuotaView | null;
  quotaProblem: Problem | null;
  /** The image that the page's address asks for. */
  wantedImage: string | undefined;
  /** The machine that it asks for another one of. */
  like: WantedLike | null;
};

/** One page from nothing typed to a running machine. What was typed outlives refusals, retries and the progress view. */
export const CreateForm = ({ tenant, catalogue, quota, quotaProblem, wantedImage, like }: CreateFormProps) => {
  const t = useTranslations("create");
  const queryClient = useQueryClient();
  const words = useRuleWords();
  const form = useRef<HTMLFormElement>(null);
  const [library] = useState(createBrowserKeyLibrary);
  const keys = useSyncExternalStore(library.subscribe, library.getSnapshot, library.getServerSnapshot);
  const [kept] = useState(() => {
    const first = withWanted(startDraft(catalogue, quota), wantedImage, catalogue, quota);
    const begun = (known: readonly string[]) =>
      like && "pattern" in like ? likeDraft(like.pattern, first, known) : first;
    return createKeptDraft(
      tenant,
      begun(library.getServerSnapshot()),
      (older) => {
        const draft = renewed(older, catalogue);
        return draft && withWanted(draft, wantedImage, catalogue, quota);
      },
      { inBrowser: () => begun(library.getSnapshot()) },
    );
  });
  const draft = useSyncExternalStore(kept.subscribe, kept.getSnapshot, kept.getServerSnapshot);
  useEffect(() => {
    // Closing the tab or loading it anew would lose what was typed: the browser asks first.
    const handleLeave = (event: BeforeUnloadEvent) => {
      if (kept.isTyped()) event.preventDefault();
    };
    addEventListener("beforeunload", handleLeave);
    return () => removeEventListener("beforeunload", handleLeave);
  }, [kept]);
  const [wasTried, setWasTried] = useState(false);
  const [stops] = useState(() => new Map<string, Stop>());
  const [followed, setFollowed] = useState<TaskView | null>(null);
  const [copies, setCopies] = useState(() => copiesIn(tenant));
  const onAsked = () => {
    for (const queryKey of staleAfter.createVm) void queryClient.invalidateQueries({ queryKey });
  };
  const create = useMutation({
    mutationFn: (chosen: CreateInput) => client.createVm(tenant, chosen),
    onSuccess: kept.forget,
    onSettled: onAsked,
  });

  const input = inputOf(draft, keys);
  const inputs = copiesOf(input, draft.copies);
  const plan = planOf(inputs[0] ?? input, tenant, catalogue, quota, inputs.length);
  const refused =
    create.isError && create.variables ? { input: create.variables, problem: problemFrom(create.error) } : null;
  const problems = [
    ...copiesProblems(input, draft.copies, catalogue),
    ...problemsOfAll(inputs, (one) => fieldProblems(one, catalogue, refused, draft.hasProfile)),
  ];
  const shown = [
    // What is only still missing is not said before somebody tries.
    ...problems.filter(({ rule }) => wasTried || (rule !== "required" && rule !== "nameRequired")),
    // The quota is as old as the page: it is said at once, and the server decides.
    ...quotaProblems(input, plan.quota),
  ];
  const errorAt = (path: string, exactly?: "exactly"): string | null => {
    const problem = exactly ? shown.find((each) => each.path === path) : problemAt(shown, path);
    return problem ? words(problem) : null;
  };

  const send = () => {
    setWasTried(true);
    if (create.isPending) return;
    const pending = pendingOf(draft, input, [...keys, ...draft.keysBeside]);
    const wrong = [...problems.map(({ path }) => path), ...pending.wrong];
    const stopped = [...stops].filter(([, stop]) => stop.isStopped());
    if (wrong.length + stopped.length > 0) {
      const field = focusField(form.current, [...wrong, ...stopped.map(([path]) => path)]);
      return stopped.find(([path]) => path === field)?.[1].show();
    }
    if (pending.keys.length > 0) library.add(pending.keys);
    kept.change((before) => ({
      ...before,
      keyText: "",
      portText: "",
      input: { ...before.input, exposure: pending.input.exposure },
    }));
    if (isSeveral(draft.copies)) {
      const begun = beginCopies(tenant, copiesOf(pending.input, draft.copies), { onAsked, onBegun: kept.forget });
      return setCopies(begun);
    }
    create.mutate(pending.input, {
      onError: (error) => focusField(form.current, problemFrom(error).fields?.map(({ path }) => path) ?? []),
    });
  };
  const handleSubmit = (event: FormEvent) => {
    event.preventDefault();
    send();
  };
  const handleKey = (event: KeyboardEvent) => {
    if (event.key !== "Enter") return;
    if (event.ctrlKey || event.metaKey) send();
    // A machine costs money: Enter in a field does not make one.
    else if (event.target instanceof HTMLInputElement) event.preventDefault();
  };

  if (create.data)
    return (
      <CreateProgress
        key={create.data.task.id}
        task={create.data.task}
        onRetry={() => create.variables && create.mutate(create.variables)}
        onBack={create.reset}
      />
    );
  if (copies)
    return (
      <CopiesProgress
        tenant={tenant}
        copies={copies}
        onBack={() => {
          putAwayCopies(tenant);
          setCopies(null);
        }}
      />
    );
  if (followed) return <CreateProgress task={followed} onRetry={null} onBack={() => setFollowed(null)} />;

  const notice = refused ? (
    <div className="mb-3">
      <Refusal name={refused.input.name} problem={refused.problem} onRetry={send} />
    </div>
  ) : (
    <p role="status" className="mb-2 text-failed text-sm empty:hidden">
      {wasTried && problems.length > 0 && t("wrong.summary", { count: problems.length })}
    </p>
  );
  return (
    <CreateFormContext
      value={{ tenant, catalogue, quota, keys, draft, input, change: kept.change, wasTried, stops, errorAt }}
    >
      <form
        ref={form}
        noValidate
        aria-label={t("form")}
        onSubmit={handleSubmit}
        onKeyDown={handleKey}
        className="grid gap-x-6 pt-6 max-md:pt-5 xl:grid-cols-[minmax(0,1fr)_370px] xl:items-start xl:pb-10"
      >
        <div className="@container min-w-0 space-y-8 max-xl:pb-8">
          <h1 className="font-semibold text-title max-md:mb-6 md:sr-only">{t("title")}</h1>
          <UnderWay onFollow={setFollowed} />
          <CopiesLeft />
          <PasteMachine>
            <ProductionPreset />
          </PasteMachine>
          {like && <LaterLikeNotice like={like} />}
          <StartFrom />
          <SizeSection />
          <DiskSection made={plan.disks} />
          <AccessSection library={library} keys={keys} />
          <NetworkSection />
          <NameSection />
          <MoreSection />
          <LaterCreateAdvice />
        </div>
        <PlanPanel plan={plan} quotaProblem={quotaProblem} busy={create.isPending} notice={notice} />
      </form>
    </CreateFormContext>
  );
};
