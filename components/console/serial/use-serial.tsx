import { ClipboardPaste, Copy, Download, Ear, Palette, RulerDimensionLine, Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { saveFile } from "#components/ui/save-file.ts";
import type { ConsoleKey } from "#lib/console/keys.ts";
import type { EndReason } from "#lib/console/reasons.ts";
import { LineKeys } from "#lib/console/serial/line-keys.ts";
import type { VmRow } from "#lib/resources/vm/view.ts";
import { createSerialHandle, type SerialHandle } from "../consoles.ts";
import type { ConsoleOf, CurrentConsole } from "../current-console.ts";
import { KeyBar, useIsTouch } from "../key-bar.tsx";
import type { Tool } from "../tool.tsx";
import { useHandle } from "../use-handle.ts";
import { useOpenedViewOnly } from "../watching/use-watchers.ts";
import { KeyToReconnect } from "./key-to-reconnect.tsx";
import { LinkDialog } from "./link-dialog.tsx";
import { lookMenu } from "./look-menu.ts";
import { PasteBar } from "./paste-bar.tsx";
import { SearchBar } from "./search-bar.tsx";
import type { SerialTaps } from "./serial-facts.ts";
import { serialMenu } from "./serial-menu.ts";
import { SilentHint } from "./silent-hint.tsx";
import { SizeDialog } from "./size-dialog.tsx";
import { usePaste } from "./use-paste.tsx";
import { useRecording } from "./use-recording.tsx";

const encode = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

/** Ends after which the line is free, as far as is known: nobody is thrown out by one key. */
const reopening: ReadonlySet<EndReason> = new Set(["guest-closed", "idle", "lifetime"]);

type SerialOf = ConsoleOf &
  SerialTaps & {
    announce: (text: string) => void;
    /** The machine's operating system, when it is known: what mends a silent line depends on it. */
    os?: VmRow["os"] | null;
    /** To the machine's screen, where there is one to go to. */
    onScreen?: () => void;
  };

/** The serial line of a machine: its connection, its keys and its tools. */
export const useSerial = ({
  tenant,
  name,
  machine,
  active,
  opensViewOnly = false,
  announce,
  os = null,
  onScreen,
  ...taps
}: SerialOf): CurrentConsole & { handle: SerialHandle } => {
  const t = useTranslations("console");
  const words = useTranslations("serial");
  const [link, setLink] = useState<URL | null>(null);
  const [searching, setSearching] = useState(false);
  const [sizing, setSizing] = useState(false);
  const pasting = usePaste({ name, viewer: () => handle.viewer, announce });
  const [handle] = useState<SerialHandle>(() =>
    createSerialHandle(
      {
        tenant,
        name,
        machine,
        viewOnly: opensViewOnly,
        label: t("regions.line", { name }),
        wayOut: t("regions.wayOut"),
      },
      {
        ...taps,
        tooMuchOutput: words("screenReader.tooMuch"),
        onPaste: pasting.receive,
        onPasteEnd: pasting.tellEnd,
        onLink: setLink,
        onSearch: () => setSearching(true),
      },
    ),
  );
  const { state, facts } = useHandle(handle, { machine, active });
  const openedViewOnly = useOpenedViewOnly(handle);
  const isTouch = useIsTouch();
  const [keys] = useState(() => new LineKeys());
  const recording = useRecording({ name, facts, viewer: () => handle.viewer });
  const { screenReader } = facts.look;
  const away = state.phase === "connected" ? null : t("state.ended");

  const send = (bytes: string): void => {
    handle.viewer?.send(encode(bytes));
    handle.viewer?.focus();
  };
  const sendKey = (key: ConsoleKey, down: boolean): void => {
    const text = keys.press(key, down, handle.viewer?.isApplicationCursor ?? false);
    if (text !== null) handle.viewer?.send(encode(text));
  };
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(handle.viewer?.text() ?? "");
      announce(t("tools.copied"));
    } catch {
      announce(t("tools.copyFailed"));
    }
  };
  /** By a key: then the next one is the machine's. */
  const reconnect = (): void => {
    handle.connect();
    const stop = handle.subscribe(() => {
      const { phase } = handle.getState();
      if (phase === "connected") handle.viewer?.focusSoon();
      if (phase === "connected" || phase === "ended") stop();
    });
  };
  const endSearch = (): void => {
    setSearching(false);
    handle.viewer?.endSearch();
    handle.viewer?.focus();
  };
  const switchScreenReader = (): void => {
    handle.viewer?.setLook({ screenReader: !screenReader });
    announce(words(screenReader ? "screenReader.off" : "screenReader.on"));
    handle.viewer?.focusSoon();
  };

  const tools: Tool[] = [
    {
      id: "search",
      label: words("search.open"),
      Icon: Search,
      pressed: searching,
      onSelect: () => (searching ? endSearch() : setSearching(true)),
    },
    { id: "copy", label: t("tools.copy"), Icon: Copy, onSelect: copy },
    {
      id: "paste",
      label: t("tools.paste"),
      Icon: ClipboardPaste,
      disabledReason: away,
      onSelect: pasting.fromClipboard,
    },
    {
      id: "download",
      label: t("tools.download"),
      Icon: Download,
      aside: true,
      onSelect: () => {
        saveFile(new Blob([handle.viewer?.text() ?? ""], { type: "text/plain" }), `${name}.log`);
        handle.viewer?.focusSoon();
      },
    },
    recording.tool,
    {
      id: "size",
      label: words("size.open"),
      Icon: RulerDimensionLine,
      aside: true,
      disabledReason: away,
      onSelect: () => setSizing(true),
    },
    {
      id: "look",
      label: words("look.open"),
      Icon: Palette,
      aside: true,
      items: lookMenu(words, facts.look, (part) => handle.viewer?.setLook(part)),
    },
    {
      id: "screen-reader",
      label: t("tools.screenReader"),
      Icon: Ear,
      aside: true,
      pressed: screenReader,
      onSelect: switchScreenReader,
    },
  ];

  return {
    handle,
    state,
    keys: serialMenu(words, away, send),
    tools,
    size: state.phase === "connected" ? t("status.grid", { columns: facts.columns, rows: facts.rows }) : null,
    viewOnly: false,
    below: isTouch && state.phase === "connected" && !openedViewOnly && <KeyBar name={name} sendKey={sendKey} />,
    overlay: (
      <>
        {state.phase === "connected" && facts.silence !== "none" && (
          <SilentHint level={facts.silence} os={os} onEnter={() => send("\r")} onScreen={onScreen ?? null} />
        )}
        {active && state.phase === "ended" && reopening.has(state.reason) && (
          <KeyToReconnect onReconnect={() => reconnect()} />
        )}
        {recording.overlay}
        {facts.pasting && <PasteBar progress={facts.pasting} onStop={() => handle.viewer?.stopPaste()} />}
        {searching && (
          <SearchBar
            found={facts.found}
            onFind={(sought, direction) => handle.viewer?.find(sought, direction)}
            onClose={endSearch}
          />
        )}
      </>
    ),
    dialogs: (
      <>
        {pasting.dialog}
        {recording.dialogs}
        <SizeDialog
          {...{ name, columns: facts.columns, rows: facts.rows }}
          open={sizing}
          secret={sizing && (handle.viewer?.isAskingSecret ?? false)}
          onSend={(command) => {
            setSizing(false);
            handle.viewer?.send(encode(`${command}\r`));
            handle.viewer?.focusSoon();
          }}
          onClose={() => setSizing(false)}
        />
        <LinkDialog name={name} address={link} onClose={() => setLink(null)} />
      </>
    ),
  };
};
