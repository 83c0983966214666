"use client";
import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import type { Problem } from "#lib/api/problem.ts";
import { ProblemNotice } from "./problem-notice.tsx";

type RefreshNoticeProps = { problem: Problem; title?: ReactNode; className?: string };

/** A problem of what the server read for this page: trying again asks the server for the page again. */
export const RefreshNotice = (props: RefreshNoticeProps) => {
  const router = useRouter();
  return <ProblemNotice {...props} onRetry={() => router.refresh()} />;
};
