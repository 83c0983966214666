import type { ReactNode } from "react";
import type { Reading } from "#lib/api/problem.ts";
import { RefreshNotice } from "./refresh-notice.tsx";

type ReadingViewProps<T> = { reading: Reading<T>; failedTitle?: ReactNode; children: (data: T) => ReactNode };

/** What was read, or why it could not be. */
export const ReadingView = <T,>({ reading, failedTitle, children }: ReadingViewProps<T>) =>
  reading.state === "ready" ? children(reading.data) : <RefreshNotice problem={reading.problem} title={failedTitle} />;
