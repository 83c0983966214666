"use client";
import { TriangleAlert } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { SignInAgain } from "#components/feedback/sign-in-again.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { client, problemFrom } from "#lib/api/client.ts";
import { onSessionEnded, onSignedIn, tellSessionRenewed } from "#lib/api/session-signals.ts";
import { createSessionLife, type SessionState } from "#lib/session/session-life.ts";

const quiet: SessionState = { kind: "quiet" };

const useSessionLife = (isTold: boolean) => {
  const router = useRouter();
  const [life] = useState(() =>
    createSessionLife({
      me: () => client.me(),
      stay: () => client.stay(),
      problemOf: problemFrom,
      facts: document.documentElement.dataset,
      onRenewed: () => {
        tellSessionRenewed();
        router.refresh();
      },
      onSomebodyElse: () => location.reload(),
      now: () => Date.now(),
      after: (ms, run) => {
        const timer = setTimeout(run, ms);
        return () => clearTimeout(timer);
      },
    }),
  );
  useEffect(() => {
    if (isTold) life.hearSignedIn();
    else void life.check();
    const leave = [onSessionEnded(life.hearEnded), onSignedIn(life.hearSignedIn)];
    return () => {
      for (const one of leave) one();
    };
  }, [life, isTold]);
  return { life, state: useSyncExternalStore(life.subscribe, life.getSnapshot, () => quiet) };
};

/**
 * Says in time that the session ends, and once that it has: what is on the page stays, and goes on after signing in again. `isTold`: it is
 * there because something said that the session ended, or that somebody signed in.
 */
export const SessionNotice = ({ isTold }: { isTold: boolean }) => {
  const t = useTranslations("shell.session");
  const { life, state } = useSessionLife(isTold);
  const [isPutOff, setPutOff] = useState(false);
  const isNotAccepted = state.kind === "ended" && state.why === "not-accepted";
  // The next end is said again.
  if (isPutOff && state.kind === "quiet") setPutOff(false);
  return (
    <>
      {state.kind === "ending" && <Ending {...state} onStay={() => void life.stay()} />}
      <Dialog
        open={state.kind === "ended" && !isPutOff}
        onClose={() => setPutOff(state.kind === "ended")}
        title={t("ended.title")}
        footer={
          <>
            <Button size="small" onClick={() => setPutOff(true)}>
              {t("ended.notNow")}
            </Button>
            <SignInAgain way={isNotAccepted ? "any" : "same"}>{t("signIn")}</SignInAgain>
          </>
        }
      >
        <p>{t("ended.body")}</p>
        <p className="mt-2 text-sm">{t(isNotAccepted ? "ended.notAccepted" : "ended.why")}</p>
      </Dialog>
    </>
  );
};

type EndingProps = { endsAtMs: number; canStay: boolean; onStay: () => void };

/** In the top layer, so that a console in full screen shows it too. */
const Ending = ({ endsAtMs, canStay, onStay }: EndingProps) => {
  const t = useTranslations("shell.session");
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => element.current?.showPopover(), []);
  return (
    <div
      ref={element}
      popover="manual"
      role="alert"
      className="fixed top-3 bottom-auto m-0 mx-auto flex w-[min(560px,calc(100vw-24px))] flex-wrap items-center gap-x-3 gap-y-2 rounded-card border border-attention/40 bg-attention-soft px-4 py-3 text-ink text-sm shadow-float"
    >
      <TriangleAlert aria-hidden="true" className="size-4 shrink-0 text-attention" />
      <p className="min-w-0 flex-1 basis-60">
        <span className="font-semibold">
          {t("ending.title")} <Countdown untilMs={endsAtMs} />
        </span>{" "}
        <span className="text-ink-2">{t(canStay ? "ending.idle" : "ending.absolute")}</span>
      </p>
      {canStay ? (
        <Button size="small" kind="primary" onClick={onStay}>
          {t("ending.stay")}
        </Button>
      ) : (
        <SignInAgain>{t("signIn")}</SignInAgain>
      )}
    </div>
  );
};

/** For the eye alone: read out every second it would be noise. */
const Countdown = ({ untilMs }: { untilMs: number }) => {
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.max(0, Math.ceil((untilMs - nowMs) / 1000));
  return (
    <span aria-hidden="true">
      {Math.floor(seconds / 60)}:{String(seconds % 60).padStart(2, "0")}
    </span>
  );
};
