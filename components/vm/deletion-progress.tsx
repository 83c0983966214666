import { Check, CircleAlert, CircleDashed } from "lucide-react";
import { useTranslations } from "next-intl";
import { PlatformWords } from "#components/feedback/platform-words.tsx";
import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Spinner } from "#components/ui/spinner.tsx";
import { Mono } from "#components/ui/text.tsx";
import type { Problem } from "#lib/api/problem.ts";
import { type Deletion, type DiskDeletion, leftOf } from "#lib/resources/vm/deletion.ts";
import type { DeletionOf } from "./use-deletion.ts";

/** How far a delete is, step by step, and what failed late; what is left can be asked for again. */
export const DeletionProgress = ({ deletion }: { deletion: DeletionOf }) => {
  const t = useTranslations("vm.delete");
  const { last, isAsking, ask } = deletion;
  if (!last) return null;
  const { name, uid, machine, problem, disks, state } = last;
  const isOpen = state === "failed" || state === "interrupted";
  return (
    <div role="status">
      <Notice
        tone={isOpen ? "attention" : "info"}
        title={t(`title.${state}`, { name })}
        action={
          isOpen && (
            <Button size="small" busy={isAsking} onClick={() => ask({ uid, disks: leftOf(last) })}>
              {t(state === "failed" ? "again" : "goOn")}
            </Button>
          )
        }
      >
        <ul className="space-y-1">
          <Step state={machine} problem={problem}>
            {t(`machine.${machine}`)}
          </Step>
          {disks.map((disk) => (
            <Step key={disk.name} state={disk.state} problem={disk.problem}>
              {t.rich(`disk.${disk.state}`, { name: () => <Mono className="text-ink">{disk.name}</Mono> })}
            </Step>
          ))}
        </ul>
      </Notice>
    </div>
  );
};

type StepState = Deletion["machine"] | DiskDeletion["state"];
type StepProps = { state: StepState; problem: Problem | null; children: React.ReactNode };

const icons = { going: Spinner, gone: Check, failed: CircleAlert, waiting: CircleDashed } as const;

const Step = ({ state, problem, children }: StepProps) => {
  const problems = useTranslations("problems");
  const t = useTranslations("vm.delete");
  const Icon = icons[state];
  const holder = problem?.fields?.find(({ rule }) => rule === "diskInUse")?.values?.vm;
  return (
    <li className="flex items-start gap-2">
      <span className="mt-0.5 flex size-4 shrink-0 items-center justify-center">
        <Icon aria-hidden="true" className="size-4" />
      </span>
      <span className="min-w-0 break-words">
        {children}
        {problem && (
          <> {holder === undefined ? problems(`${problem.code}.body`) : t("usedBy", { name: String(holder) })}</>
        )}
        {problem?.detail && (
          <>
            {" "}
            {problems("said")}: <PlatformWords most={300}>{problem.detail}</PlatformWords>
          </>
        )}
      </span>
    </li>
  );
};
