"use client";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useEffect, useState } from "react";
import { problemFrom } from "#lib/api/client.ts";
import type { ProblemCode } from "#lib/api/problem.ts";
import { onSessionRenewed } from "#lib/api/session-signals.ts";

/** What asking again does not mend. */
const final: readonly ProblemCode[] = [
  "forbidden",
  "not-found",
  "session-ended",
  "signed-out",
  "invalid",
  "unsupported",
];
const retries = 2;

/** The query cache of one page tree. What the server has just read for the page counts as fresh for a moment. */
export const Queries = ({ children }: { children: ReactNode }) => {
  const [queryClient] = useState(
    () =>
      new QueryClient({
        defaultOptions: {
          queries: {
            staleTime: 5_000,
            retry: (failures, error) => failures < retries && !final.includes(problemFrom(error).code),
          },
        },
      }),
  );
  useEffect(() => onSessionRenewed(() => void queryClient.invalidateQueries()), [queryClient]);
  return <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>;
};
