"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ProblemNotice } from "#components/feedback/problem-notice.tsx";
import { Card } from "#components/ui/card.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { client, problemFrom } from "#lib/api/client.ts";
import { queries } from "#lib/api/queries.ts";
import type { Related } from "#lib/manifest/related.ts";
import type { ObjectView } from "#lib/manifest/view.ts";
import { ObjectBody } from "./object-body.tsx";
import { ObjectTools } from "./object-tools.tsx";
import { ReadingLines } from "./reading-lines.tsx";
import { useOpened } from "./use-opened.ts";

type RelatedObjectProps = { tenant: string; of: Related; ways: ReactNode };

/** One object that belongs to the machine, as the cluster has it; or why this person does not see it. */
export const RelatedObject = ({ tenant, of, ways }: RelatedObjectProps) => {
  const t = useTranslations("manifest");
  const query = useQuery({ ...queries.object(tenant, of), retry: false });
  const title = `${of.kind} ${of.name}`;
  const problem = query.error ? problemFrom(query.error) : null;
  if (query.data && problem?.code !== "not-found") {
    return (
      <Shown tenant={tenant} title={title} view={query.data} ways={ways}>
        {problem && (
          <div className="p-4 pb-0">
            <ProblemNotice problem={problem} title={t("stale")} onRetry={() => void query.refetch()} announce />
          </div>
        )}
      </Shown>
    );
  }
  return (
    <Card title={title} flush>
      {ways}
      <div className="p-4">
        {!problem && <ReadingLines />}
        {problem?.code === "not-found" && (
          <Notice tone="info" title={t("missing", { kind: of.kind, name: of.name })}>
            {t("missingNote")}
          </Notice>
        )}
        {problem && problem.code !== "not-found" && (
          <ProblemNotice
            problem={problem}
            title={t("unread", { kind: of.kind, name: of.name })}
            onRetry={() => void query.refetch()}
          />
        )}
      </div>
    </Card>
  );
};

type ShownProps = { tenant: string; title: string; view: ObjectView; ways: ReactNode; children: ReactNode };

const Shown = ({ tenant, title, view, ways, children }: ShownProps) => {
  const opened = useOpened(view, () => client.object(tenant, view.ref, true));
  return (
    <Card title={title} aside={<ObjectTools opened={opened} />} flush>
      {children}
      {ways}
      <ObjectBody opened={opened} />
    </Card>
  );
};
