"use client";
import { ChevronDown, Ellipsis, Keyboard } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useState } from "react";
import { buttonClass } from "#components/ui/button-class.ts";
import { cx } from "#components/ui/cx.ts";
import { Menu } from "#components/ui/menu.tsx";
import type { VmAccess } from "#lib/resources/vm/access.ts";
import { consoleLacks } from "#lib/resources/vm/console-permit.ts";
import "@xterm/xterm/css/xterm.css";
import type { SerialHandle } from "../consoles.ts";
import { LimitNotice } from "../limit-notice.tsx";
import { StartButton } from "../start-button.tsx";
import { StatePanel } from "../state-panel.tsx";
import { StatusBar } from "../status-bar.tsx";
import { toolItems } from "../tool.tsx";
import { type FirstMachine, useMachine } from "../use-machine.ts";
import { useOpenedViewOnly, useWatchers } from "../watching/use-watchers.ts";
import { ViewOnlyBar } from "../watching/view-only-bar.tsx";
import { WatchedBar } from "../watching/watched-bar.tsx";
import type { SerialTaps } from "./serial-facts.ts";
import { useSerial } from "./use-serial.tsx";

type SerialPaneProps = SerialTaps & {
  tenant: string;
  name: string;
  first: FirstMachine;
  access: VmAccess;
  /** Opens without a keyboard, until the person chooses otherwise. */
  viewOnly?: boolean;
  /** At the beginning of its bar: which machine this is. */
  heading: ReactNode;
  /** A stable function: given the console once, so that others can write to it (`handle.viewer?.send`). */
  onHandle?: (handle: SerialHandle) => void;
  /** Where the person is sent whose machine has no serial line. */
  onOtherConsole: () => void;
};

const releasing = new Set(["Control", "Alt", "Shift"]);

/** One serial line in as little room as there is: one of several beside one another. */
export const SerialPane = ({
  tenant,
  name,
  first,
  access,
  heading,
  onHandle,
  onOtherConsole,
  viewOnly = false,
  ...taps
}: SerialPaneProps) => {
  const t = useTranslations("console");
  const { row, fact } = useMachine(name, first);
  const [announcement, setAnnouncement] = useState("");
  const [typing, setTyping] = useState(false);
  const serial = useSerial({
    tenant,
    name,
    machine: fact,
    active: true,
    opensViewOnly: viewOnly,
    announce: setAnnouncement,
    os: row?.os,
    ...taps,
  });
  const { handle } = serial;
  const watchers = useWatchers(handle);
  const openedViewOnly = useOpenedViewOnly(handle);
  useEffect(() => onHandle?.(handle), [handle, onHandle]);
  const isAllowed = consoleLacks("serial", access) === null;
  const state = isAllowed ? serial.state : ({ phase: "ended", reason: "forbidden" } as const);
  const isConnected = state.phase === "connected";

  return (
    <section aria-label={t("regions.line", { name })} className="flex h-full min-h-0 min-w-0 flex-col bg-surface">
      <header className="flex h-12 shrink-0 items-center gap-1 border-line border-b px-2">
        <div className="mr-auto min-w-0">{heading}</div>
        <Menu
          label={t("tools.keysFor", { name })}
          triggerClass={buttonClass("ghost", "normal", "px-2")}
          trigger={
            <>
              <Keyboard aria-hidden="true" className="size-4" />
              <ChevronDown aria-hidden="true" className="size-3.5" />
            </>
          }
          items={isAllowed ? serial.keys : []}
        />
        <Menu
          label={t("tools.more")}
          triggerClass={buttonClass("ghost", "normal", "px-2")}
          trigger={<Ellipsis aria-hidden="true" className="size-4" />}
          items={isAllowed ? serial.tools.flatMap(toolItems) : []}
        />
      </header>
      <WatchedBar watchers={watchers} />
      {openedViewOnly && isAllowed && <ViewOnlyBar onUse={() => handle.setViewOnly(false)} />}
      <div
        className="always-dark relative min-h-0 flex-1 bg-page text-ink"
        onKeyDownCapture={(event) => {
          if (!(event.ctrlKey && event.altKey && event.shiftKey && releasing.has(event.key))) return;
          event.preventDefault();
          event.stopPropagation();
          handle.viewer?.releaseKeys();
          setAnnouncement(t("keyboard.released"));
        }}
      >
        {isAllowed && (
          <div
            ref={handle.mount}
            inert={!isConnected}
            className={cx("absolute inset-3", !isConnected && "opacity-60")}
            onFocusCapture={() => setTyping(true)}
            onBlurCapture={() => setTyping(false)}
          />
        )}
        <StatePanel
          {...{ state, kind: "serial", tenant, name, onOtherConsole }}
          onConnect={(options) => (isAllowed ? handle.connect(options) : location.reload())}
          start={row && <StartButton {...{ tenant, row, access }} />}
        />
        {serial.overlay}
        {isConnected && <LimitNotice handle={handle} />}
      </div>
      <StatusBar
        phase={state.phase}
        size={serial.size}
        keyboard={openedViewOnly ? "looking" : typing ? "here" : "away"}
      />
      <p role="status" className="sr-only">
        {announcement}
      </p>
      {serial.dialogs}
    </section>
  );
};
