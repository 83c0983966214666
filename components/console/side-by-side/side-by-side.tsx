"use client";
import { useTranslations } from "next-intl";
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { EmptyState } from "#components/feedback/empty-state.tsx";
import { cx } from "#components/ui/cx.ts";
import { Broadcast } from "#lib/console/broadcast/broadcast.ts";
import { mostConsoles, moved } from "#lib/console/broadcast/chosen.ts";
import { type SafePaste, safePaste } from "#lib/console/serial/paste.ts";
import { paths } from "#lib/paths.ts";
import type { AccessView, VmAccess } from "#lib/resources/vm/access.ts";
import { accessTo } from "#lib/resources/vm/access-to.ts";
import type { SerialHandle } from "../consoles.ts";
import type { FirstMachine } from "../use-machine.ts";
import { AddConsole } from "./add-console.tsx";
import { BroadcastBar } from "./broadcast-bar.tsx";
import { BroadcastPaste } from "./broadcast-paste.tsx";
import { Pane } from "./pane.tsx";

type SideBySideProps = {
  tenant: string;
  machines: readonly { name: string; first: FirstMachine }[];
  access: VmAccess;
  /** All open without a keyboard, until the person chooses otherwise. */
  viewOnly: boolean;
  named: AccessView["named"];
};

/** The serial lines of up to four machines at once, each with its own connection; on demand, what is typed goes to all. */
export const SideBySide = ({ tenant, machines, access, viewOnly, named }: SideBySideProps) => {
  const t = useTranslations("consoles");
  const [names, setNames] = useState(() => machines.map(({ name }) => name));
  const [broadcast] = useState(() => new Broadcast());
  const state = useSyncExternalStore(broadcast.subscribe, broadcast.getState, broadcast.getState);
  const connected = useSyncExternalStore(broadcast.subscribe, broadcast.getConnected, broadcast.getConnected);
  const [paste, setPaste] = useState<SafePaste | null>(null);
  const handles = useRef(new Map<string, SerialHandle>());

  useEffect(() => {
    const hide = (): void => {
      if (document.visibilityState === "hidden") broadcast.turnOff("hidden");
    };
    document.addEventListener("visibilitychange", hide);
    return () => document.removeEventListener("visibilitychange", hide);
  }, [broadcast]);

  const keep = useCallback((name: string, handle: SerialHandle) => void handles.current.set(name, handle), []);
  const show = (next: string[]): void => {
    setNames(next);
    // A reload shows the same ones, and so does the address that somebody is sent.
    history.replaceState(null, "", paths.consoles(tenant, next));
  };
  const focusNext = (name: string, by: 1 | -1): void => {
    const next = names[(names.indexOf(name) + by + names.length) % names.length];
    if (next !== undefined) handles.current.get(next)?.viewer?.focus();
  };
  const handleSend = (shown: SafePaste): void => {
    setPaste(null);
    // Something changed while it was looked at: nobody agreed to that.
    if (state.isOn) for (const name of state.to) handles.current.get(name)?.viewer?.paste(shown);
  };

  const accessOf = (name: string) => accessTo({ vms: access, named }, name);
  const add = <AddConsole shown={names} accessOf={accessOf} onAdd={(name) => show([...names, name])} />;
  if (names.length === 0)
    return (
      <>
        <h1 className="sr-only">{t("title")}</h1>
        <EmptyState drawing="lens" title={t("none.title")} action={add}>
          {t("none.body", { most: mostConsoles })}
        </EmptyState>
      </>
    );
  return (
    <>
      <BroadcastBar
        {...{ state, connected }}
        onOn={() => broadcast.turnOn()}
        onOff={() => broadcast.turnOff("by-person")}
      >
        {names.length < mostConsoles && add}
      </BroadcastBar>
      <div className={cx("grid min-h-0 flex-1 gap-2 overflow-y-auto p-2", names.length > 1 && "xl:grid-cols-2")}>
        {names.map((name, at) => (
          <Pane
            key={name}
            {...{ tenant, name, broadcast }}
            first={machines.find((machine) => machine.name === name)?.first ?? "unread"}
            access={accessOf(name)}
            viewOnly={viewOnly}
            isShared={state.isOn && state.to.includes(name)}
            isFirst={at === 0}
            isLast={at === names.length - 1}
            onMove={(by) => show(moved(names, name, by))}
            onRemove={() => show(names.filter((each) => each !== name))}
            onFocusNext={(by) => focusNext(name, by)}
            onHandle={keep}
            onPaste={(text) => text !== "" && setPaste(safePaste(text))}
          />
        ))}
      </div>
      <BroadcastPaste
        paste={state.isOn ? paste : null}
        count={state.isOn ? state.to.length : 0}
        onSend={handleSend}
        onClose={() => setPaste(null)}
      />
    </>
  );
};
