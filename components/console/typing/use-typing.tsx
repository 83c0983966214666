import { ClipboardType } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useState, useSyncExternalStore } from "react";
import type { GuestFamily } from "#lib/console/keyboards/keyboard-layout.ts";
import type { ConsoleState } from "#lib/console/state.ts";
import { Typist } from "#lib/console/typist.ts";
import type { VncHandle } from "../consoles.ts";
import type { ConsoleOf } from "../current-console.ts";
import type { Tool } from "../tool.tsx";
import { TypingPanel } from "./typing-panel.tsx";

type Typing = { tool: Tool; panel: ReactNode };

type UseTypingOptions = Omit<ConsoleOf, "machine"> & {
  guest: GuestFamily;
  handle: VncHandle;
  state: ConsoleState;
  viewOnly: boolean;
};

/** The tool that types a text into a screen, and the panel it opens. It types only while the screen is connected, in view and not view-only. */
export const useTyping = ({ tenant, name, guest, active, handle, state, viewOnly }: UseTypingOptions): Typing => {
  const t = useTranslations("typing");
  const words = useTranslations("console");
  const [isOpen, setOpen] = useState(false);
  const [typist] = useState(
    () =>
      new Typist({
        send: (tap) => handle.viewer?.type(tap) ?? false,
        after: (ms, callback) => {
          const timer = setTimeout(callback, ms);
          return () => clearTimeout(timer);
        },
      }),
  );
  const typing = useSyncExternalStore(typist.subscribe, typist.getState, typist.getState);
  const isConnected = state.phase === "connected";

  useEffect(() => {
    if (!isConnected) typist.stop("connection");
    else if (!active) typist.stop("hidden");
    else if (viewOnly) typist.stop("looking");
  }, [typist, isConnected, active, viewOnly]);

  useEffect(() => {
    const handleVisibility = (): void => {
      if (document.visibilityState !== "visible") typist.stop("hidden");
    };
    document.addEventListener("visibilitychange", handleVisibility);
    return () => {
      document.removeEventListener("visibilitychange", handleVisibility);
      typist.stop("asked");
    };
  }, [typist]);

  useEffect(() => {
    if (!active) return;
    const handleKey = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey && event.altKey && event.shiftKey && event.code === "KeyT")) return;
      event.preventDefault();
      event.stopPropagation();
      setOpen(true);
    };
    // Before noVNC, which would send it to the guest.
    addEventListener("keydown", handleKey, { capture: true });
    return () => removeEventListener("keydown", handleKey, { capture: true });
  }, [active]);

  const close = (): void => {
    typist.stop("asked");
    setOpen(false);
    handle.viewer?.focus();
  };
  const refusal = isConnected ? (viewOnly ? words("keyboard.looking") : null) : words("state.ended");
  return {
    tool: {
      id: "type-text",
      label: t("tool"),
      Icon: ClipboardType,
      pressed: isOpen,
      onSelect: () => (isOpen ? close() : setOpen(true)),
    },
    panel: isOpen && (
      <TypingPanel
        name={name}
        machine={`${tenant}/${name}`}
        guest={guest}
        refusal={refusal}
        typing={typing}
        onType={(taps, pauseMs) => typist.start(taps, pauseMs)}
        onStop={() => typist.stop("asked")}
        onClose={close}
      />
    ),
  };
};
