import { type ClipboardEvent, type KeyboardEvent, useCallback, useEffect, useRef, useState } from "react";
import { cx } from "#components/ui/cx.ts";
import type { Broadcast } from "#lib/console/broadcast/broadcast.ts";
import { paths } from "#lib/paths.ts";
import type { VmAccess } from "#lib/resources/vm/access.ts";
import type { SerialHandle } from "../consoles.ts";
import { SerialPane } from "../serial/serial-pane.tsx";
import type { FirstMachine } from "../use-machine.ts";
import { PaneHeading } from "./pane-heading.tsx";

type PaneProps = {
  tenant: string;
  name: string;
  first: FirstMachine;
  access: VmAccess;
  viewOnly: boolean;
  broadcast: Broadcast;
  /** What is typed here goes to others, too. */
  isShared: boolean;
  isFirst: boolean;
  isLast: boolean;
  onMove: (by: 1 | -1) => void;
  onRemove: () => void;
  onFocusNext: (by: 1 | -1) => void;
  /** Told of the console once it is there. */
  onHandle: (name: string, handle: SerialHandle) => void;
  /** Pasted here while it goes to others, too. */
  onPaste: (text: string) => void;
};

const lettingGo = new Set(["Control", "Alt", "Shift"]);
const arrows: Readonly<Record<string, 1 | -1>> = { ArrowRight: 1, ArrowLeft: -1 };

/** One of several serial consoles: its place, its part in a broadcast, and the keys that lead to its neighbours. */
export const Pane = ({ tenant, name, broadcast, isShared, onFocusNext, onHandle, onPaste, ...props }: PaneProps) => {
  const frame = useRef<HTMLDivElement>(null);
  const [handle, setHandle] = useState<SerialHandle | null>(null);
  useEffect(() => {
    if (!handle) return;
    onHandle(name, handle);
    return broadcast.join(name, {
      isConnected: () => handle.getState().phase === "connected",
      subscribe: handle.subscribe,
      send: (bytes) => handle.viewer?.send(bytes) ?? false,
    });
  }, [broadcast, name, handle, onHandle]);

  const handleKey = (event: KeyboardEvent): void => {
    if (!(event.ctrlKey && event.altKey && event.shiftKey)) return;
    const by = arrows[event.key];
    if (by) {
      event.preventDefault();
      event.stopPropagation();
      onFocusNext(by);
    } else if (lettingGo.has(event.key)) {
      // Once the console has let go the keyboard comes here, from where the arrows and Tab lead on.
      queueMicrotask(() => frame.current?.focus());
    }
  };
  const handlePaste = (event: ClipboardEvent): void => {
    if (!isShared) return;
    event.preventDefault();
    event.stopPropagation();
    onPaste(event.clipboardData.getData("text/plain"));
  };
  const { isFirst, isLast, onMove, onRemove, first, access, viewOnly } = props;
  return (
    <div
      ref={frame}
      tabIndex={-1}
      onKeyDownCapture={handleKey}
      onPasteCapture={handlePaste}
      className={cx(
        "min-h-60 min-w-0 overflow-hidden rounded-card border",
        isShared ? "border-2 border-failed" : "border-line",
      )}
    >
      <SerialPane
        {...{ tenant, name, first, access, viewOnly }}
        heading={<PaneHeading {...{ tenant, name, isFirst, isLast, onMove, onRemove }} />}
        onHandle={setHandle}
        onInput={useCallback((bytes: Uint8Array<ArrayBuffer>) => broadcast.type(name, bytes), [broadcast, name])}
        onOtherConsole={() => open(paths.screen(tenant, name), "_blank")}
      />
    </div>
  );
};
