"use client";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useState } from "react";
import { SignInAgain } from "#components/feedback/sign-in-again.tsx";
import { Button } from "#components/ui/button.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import type { ConsoleKind } from "#lib/api/requests.ts";
import { type EndReason, type HeldReason, wayOutOf } from "#lib/console/reasons.ts";
import type { ConsoleState } from "#lib/console/state.ts";
import { paths } from "#lib/paths.ts";
import { Panel } from "./panel.tsx";
import { HeldPanel } from "./watching/held-panel.tsx";

export type StatePanelProps = {
  state: ConsoleState;
  kind: ConsoleKind;
  tenant: string;
  name: string;
  onConnect: (options?: { takeOver: boolean }) => void;
  onOtherConsole: () => void;
  /** Sees what somebody else's page shows of it; absent where there is no room for that. */
  onWatch?: () => void;
  /** Starts the machine, or says why not; shown where the machine is off. */
  start: ReactNode;
};

/** What stands in the middle of a console that shows no guest: why, and the way out. Nothing while it is connected. */
export const StatePanel = ({
  state,
  kind,
  tenant,
  name,
  onConnect,
  onOtherConsole,
  onWatch,
  start,
}: StatePanelProps) => {
  const t = useTranslations("console");
  switch (state.phase) {
    case "connected":
      return null;
    case "off":
      return (
        <Panel title={t("off.title", { name })} body={t("off.body")}>
          {start}
          <Button onClick={() => onConnect()}>{t("ways.check")}</Button>
        </Panel>
      );
    case "waiting-for-boot":
      return <Panel busy title={t("waiting-for-boot.title", { name })} body={t("waiting-for-boot.body")} />;
    case "asking":
      return <Panel busy title={t("asking.title")} body={null} />;
    case "connecting":
      return (
        <Panel
          busy
          title={t("connecting.title", { name })}
          body={kind === "serial" ? t("connecting.serialNote") : null}
        />
      );
    case "settling":
      return (
        <Panel busy title={t("settling.title")} body={t("settling.body", { name })}>
          <Button onClick={() => onConnect()}>{t("ways.reconnect")}</Button>
        </Panel>
      );
    case "lost":
      return (
        <Panel
          busy
          title={state.why === "moved" ? t("moved.title", { name }) : t("lost.title")}
          body={<Countdown key={state.retryAtMs} {...state} />}
        >
          <Button kind="primary" onClick={() => onConnect()}>
            {t("lost.now")}
          </Button>
        </Panel>
      );
    case "ended":
      if (state.reason === "in-use" || state.reason === "taken-over")
        return <HeldPanel ended={state} reason={state.reason} {...{ kind, tenant, name, onConnect, onWatch }} />;
      return (
        <Panel
          title={t(`ended.${state.reason}.title`, { name })}
          body={t(`ended.${state.reason}.body`, { name, kind })}
        >
          <WayOut reason={state.reason} {...{ kind, tenant, name, onConnect, onOtherConsole }} />
        </Panel>
      );
  }
};

type WayOutProps = Omit<StatePanelProps, "state" | "start" | "onWatch"> & { reason: Exclude<EndReason, HeldReason> };

const WayOut = ({ reason, kind, tenant, name, onConnect, onOtherConsole }: WayOutProps) => {
  const t = useTranslations("console.ways");
  switch (wayOutOf[reason]) {
    case "reconnect":
      return (
        <Button kind="primary" onClick={() => onConnect()}>
          {t("reconnect")}
        </Button>
      );
    case "take-back":
      // A screen is asked for politely; a serial line cannot be.
      return (
        <Button kind={kind === "serial" ? "danger" : "primary"} onClick={() => onConnect()}>
          {kind === "serial" ? t("take-back") : t("reconnect")}
        </Button>
      );
    case "bring-back":
      return (
        <Button kind="primary" onClick={() => onConnect()}>
          {t("bring-back")}
        </Button>
      );
    case "sign-in":
      // Signing in again brings it back by itself; the button is for where the browser keeps windows from telling each other.
      return (
        <>
          <SignInAgain>{t("sign-in")}</SignInAgain>
          <Button onClick={() => onConnect()}>{t("reconnect")}</Button>
        </>
      );
    case "other-console":
      return (
        <Button kind="primary" onClick={onOtherConsole}>
          {kind === "vnc" ? t("toSerial") : t("toScreen")}
        </Button>
      );
    case "back":
      return (
        <>
          <LinkButton kind="primary" href={paths.vm(tenant, name)}>
            {t("back")}
          </LinkButton>
          <Button onClick={() => onConnect()}>{t("check")}</Button>
        </>
      );
  }
};

/** Counts down for the eye; the words around it are read once, when the panel appears. */
const Countdown = ({ why, attempt, retryAtMs }: Extract<ConsoleState, { phase: "lost" }>) => {
  const t = useTranslations("console");
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), 500);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.max(0, Math.ceil((retryAtMs - nowMs) / 1000));
  return <p>{why === "moved" ? t("moved.body", { seconds }) : t("lost.body", { attempt, seconds })}</p>;
};
