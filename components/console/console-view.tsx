"use client";
import { Expand, ExternalLink, EyeOff, Shrink } from "lucide-react";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { cx } from "#components/ui/cx.ts";
import { useStateWord } from "#components/vms/vm-state.tsx";
import type { ConsoleKind } from "#lib/api/requests.ts";
import { watchKindOf } from "#lib/console/boot/watch-kind.ts";
import { paths } from "#lib/paths.ts";
import type { VmAccess } from "#lib/resources/vm/access.ts";
import { consoleLacks } from "#lib/resources/vm/console-permit.ts";
import "@xterm/xterm/css/xterm.css";
import { BlockedNote } from "./blocked-note.tsx";
import { useBoot } from "./boot/use-boot.tsx";
import { ConsoleBar } from "./console-bar.tsx";
import { FullscreenNote } from "./fullscreen-note.tsx";
import { LimitNotice } from "./limit-notice.tsx";
import { useConsolePower } from "./power/use-console-power.tsx";
import { useVnc } from "./screen/use-vnc.tsx";
import { useSerial } from "./serial/use-serial.tsx";
import { StartButton } from "./start-button.tsx";
import { StatePanel } from "./state-panel.tsx";
import { StatusBar } from "./status-bar.tsx";
import type { Tool } from "./tool.tsx";
import { useFocusAgain } from "./use-focus-again.ts";
import { useFullscreen } from "./use-fullscreen.ts";
import { type FirstMachine, useMachine } from "./use-machine.ts";
import { useWindowFace } from "./use-window-face.ts";
import { useOpenedViewOnly, useWatchers } from "./watching/use-watchers.ts";
import { ViewOnlyBar } from "./watching/view-only-bar.tsx";
import { WatchPane } from "./watching/watch-pane.tsx";
import { WatchedBar } from "./watching/watched-bar.tsx";

export type ConsoleViewProps = {
  tenant: string;
  name: string;
  first: FirstMachine;
  access: VmAccess;
  initialKind: ConsoleKind;
  /** Somebody has asked for its start and wants to see it. */
  watching?: boolean;
  /** The user of its image, null where nothing says it. */
  login?: string | null;
  /** Both open without a keyboard, until the person chooses otherwise. */
  viewOnly: boolean;
  /** A window of its own says which machine it is and takes the keyboard; a part of a page does neither. */
  frame: "window" | "page";
};

/** noVNC writes `outline: none` on its canvas; where the keyboard goes must be seen. */
const screenClass =
  "inset-4 max-md:inset-0 [&_canvas]:outline-1! [&_canvas]:outline-line! [&_canvas]:outline-solid! [&_canvas]:-outline-offset-1 [&_canvas:focus]:outline-accent!";

const releasing = new Set(["Control", "Alt", "Shift"]);

/** Both consoles of one machine in one frame. Each keeps its connection while the other is shown. */
export const ConsoleView = ({
  tenant,
  name,
  first,
  access,
  initialKind,
  login = null,
  watching = false,
  viewOnly,
  frame,
}: ConsoleViewProps) => {
  const t = useTranslations("console");
  const words = useTranslations("watching");
  const reasons = useTranslations("actions.reasons");
  const { row, fact } = useMachine(name, first);
  const [accessAtFirst] = useState(access);
  const [kind, setKind] = useState(initialKind);
  const [opened, setOpened] = useState<readonly ConsoleKind[]>([initialKind]);
  const [typing, setTyping] = useState(false);
  /** Whose page shows it, in place of the console itself. */
  const [watched, setWatched] = useState<ConsoleKind | null>(null);
  const [announcement, setAnnouncement] = useState("");
  const [isBlocked, setBlocked] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const toolbar = useRef<HTMLDivElement>(null);
  const full = useFullscreen(root);
  const power = useConsolePower({ tenant, row, access });

  const guest = row?.os.family === "windows" ? ("windows" as const) : ("linux" as const);
  const of = { tenant, name, machine: fact, opensViewOnly: viewOnly };
  const vnc = useVnc({ ...of, guest, active: kind === "vnc" });
  const boot = useBoot({ tenant, name, row, kind, watching });
  const serial = useSerial({
    ...of,
    active: kind === "serial",
    announce: setAnnouncement,
    os: row?.os,
    onOutput: boot.hear,
    onScreen: () => handleKind("vnc"),
  });
  const current = kind === "vnc" ? vnc : serial;
  const watchers = useWatchers(current.handle);
  const openedViewOnly = useOpenedViewOnly(current.handle);
  const isAllowed = (which: ConsoleKind): boolean => consoleLacks(which, access) === null;
  const lacking = consoleLacks(kind, access);
  const withheld = consoleLacks(kind, accessAtFirst) ? "forbidden" : "permission-lost";
  const state = isAllowed(kind) ? current.state : ({ phase: "ended", reason: withheld } as const);
  const isConnected = state.phase === "connected";

  /** What the window's address says, so that a reload shows the same: nothing where the person's role decides as it did. */
  const view = openedViewOnly ? "only" : viewOnly ? "full" : null;

  // Whoever has the console watches nobody, also not when they lose it again.
  if (isConnected && watched === kind) setWatched(null);

  const handleKind = (next: ConsoleKind): void => {
    setKind(next);
    setOpened((before) => (before.includes(next) ? before : [...before, next]));
  };
  const handleWatch = (): void => {
    boot.ask();
    const best = row && watchKindOf(row, access);
    if (best) handleKind(best);
  };
  /** Both consoles of the machine follow one choice. */
  const handleViewOnly = (next: boolean): void => {
    for (const each of [vnc, serial]) each.handle.setViewOnly(next);
  };
  const handlePopOut = (): void => {
    const opened = open(paths.screen(tenant, name, kind, view), "_blank", "popup,width=1100,height=800");
    setBlocked(opened === null);
    if (opened) current.handle.movesTo(opened);
  };
  const handleKeyDown = (event: KeyboardEvent): void => {
    if (!(event.ctrlKey && event.altKey && event.shiftKey && releasing.has(event.key))) return;
    event.preventDefault();
    event.stopPropagation();
    current.handle.viewer?.releaseKeys();
    toolbar.current?.focus();
    setAnnouncement(t("keyboard.released"));
  };

  // The address names the console that is shown, so that a reload shows the same, and asks for no start again.
  useEffect(() => {
    const here = frame === "window" ? paths.screen(tenant, name, kind, view) : paths.vmConsole(tenant, name, kind);
    if (here !== `${location.pathname}${location.search}`) history.replaceState(null, "", here);
  }, [frame, tenant, name, kind, view]);

  const machineWord = useStateWord();
  const word = row && isConnected ? machineWord(row) : t(`state.${state.phase}`);
  useWindowFace(t("documentTitle", { name, kind: t(`kind.${kind}Title`), state: word }), row?.state ?? null);

  useFocusAgain({ handle: current.handle, isConnected, takesKeyboard: frame === "window", toolbar });

  const tools: Tool[] = [
    ...(isAllowed(kind) ? current.tools : []),
    boot.tool,
    ...(frame === "page" && isAllowed(kind)
      ? [{ id: "pop-out", label: t("tools.popOut"), Icon: ExternalLink, aside: true, onSelect: handlePopOut }]
      : []),
    // A screen has a switch of its own, which ends nothing.
    ...(isAllowed(kind) && kind === "serial"
      ? [
          {
            id: "open-view-only",
            label: words("viewOnly.open"),
            Icon: EyeOff,
            pressed: openedViewOnly,
            onSelect: () => handleViewOnly(!openedViewOnly),
          },
        ]
      : []),
    {
      id: "fullscreen",
      label: full.isFull ? t("tools.leaveFullscreen") : t("tools.fullscreen"),
      Icon: full.isFull ? Shrink : Expand,
      onSelect: full.toggle,
    },
    ...(power.tool ? [power.tool] : []),
  ];

  return (
    <div ref={root} className="relative flex h-full min-h-0 flex-col bg-surface">
      <ConsoleBar
        {...{ tenant, name, kind, tools }}
        identity={frame === "window" ? { row } : null}
        onKind={handleKind}
        keys={current.keys}
        keysRefusal={lacking && reasons(lacking)}
        ref={toolbar}
      />
      <WatchedBar watchers={watchers} />
      {openedViewOnly && isAllowed(kind) && <ViewOnlyBar onUse={() => handleViewOnly(false)} />}
      <div className="flex min-h-0 flex-1 max-lg:flex-col">
        {/* Dark in both themes: what is inside is the guest's. */}
        <div
          className={cx(
            "always-dark relative min-h-0 min-w-0 flex-1 text-ink",
            kind === "vnc" ? "bg-[oklch(0.1_0.01_248)]" : "bg-page",
          )}
          onKeyDownCapture={handleKeyDown}
        >
          {/* Before the console, which takes the Tab key: from the toolbar it is the next stop. */}
          {isConnected && <LimitNotice handle={current.handle} />}
          {isBlocked && <BlockedNote onRetry={handlePopOut} onDismiss={() => setBlocked(false)} />}
          {opened.filter(isAllowed).map((which) => (
            <div
              key={which}
              ref={(which === "vnc" ? vnc : serial).handle.mount}
              hidden={which !== kind}
              inert={!isConnected}
              className={cx(
                "absolute",
                // xterm measures the box it is in, padding included, so its margin is outside of it.
                which === "vnc" ? screenClass : "inset-3",
                !isConnected && "opacity-60",
              )}
              onFocusCapture={() => setTyping(true)}
              onBlurCapture={() => setTyping(false)}
            />
          ))}
          {watched !== kind && (
            <StatePanel
              {...{ state, kind, tenant, name }}
              onWatch={() => setWatched(kind)}
              onConnect={(options) => (isAllowed(kind) ? current.handle.connect(options) : location.reload())}
              onOtherConsole={() => handleKind(kind === "vnc" ? "serial" : "vnc")}
              start={row && <StartButton {...{ tenant, row, access }} onAsk={handleWatch} onFail={boot.refuse} />}
            />
          )}
          {current.overlay}
          {full.isFull && <FullscreenNote key={String(full.isLocked)} isLocked={full.isLocked} />}
          {watched === kind && !isConnected && (
            <WatchPane
              {...{ kind, tenant, name }}
              onStop={() => setWatched(null)}
              onConnect={() => {
                setWatched(null);
                current.handle.connect();
              }}
            />
          )}
        </div>
        {boot.panel}
      </div>
      {current.below}
      <StatusBar
        phase={state.phase}
        size={current.size}
        login={login}
        keyboard={current.viewOnly || openedViewOnly ? "looking" : typing ? "here" : "away"}
      />
      <p role="status" className="sr-only">
        {announcement}
      </p>
      {power.dialogs}
      {vnc.dialogs}
      {serial.dialogs}
    </div>
  );
};
