"use client";
import { useEffect, useState } from "react";
import { later } from "#components/ui/later.tsx";
import { onSessionEnded, onSignedIn } from "#lib/api/session-signals.ts";
import { warnBeforeMs } from "#lib/session/warn-before.ts";

const notice = later(() => import("./session-notice.tsx").then((file) => file.SessionNotice));
/** The longest that a browser's timer can be set for. */
const longestTimerMs = 2 ** 31 - 1;

/** Waits until there is something to say of the session: it nears its end, has ended, or somebody signed in elsewhere. */
export const SessionWatch = ({ expiresInMs, scope }: { expiresInMs: number; scope: string }) => {
  const [wanted, setWanted] = useState<"in-time" | "told" | null>(null);
  const [first] = useState(scope);
  // The server made this part of the page for somebody else: nothing else of it is theirs.
  useEffect(() => {
    if (scope !== first) location.reload();
  }, [scope, first]);
  useEffect(() => {
    const tell = () => setWanted((before) => before ?? "told");
    const timer = setTimeout(
      () => setWanted((before) => before ?? "in-time"),
      Math.min(longestTimerMs, expiresInMs - warnBeforeMs),
    );
    const leave = [onSessionEnded(tell), onSignedIn(tell), () => clearTimeout(timer)];
    return () => {
      for (const one of leave) one();
    };
  }, [expiresInMs]);
  return wanted && <notice.Part isTold={wanted === "told"} />;
};
