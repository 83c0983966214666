import { ClipboardPaste, Copy, Download, Ear, Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { saveFile } from "#components/ui/save-file.ts";
import { createSerialHandle, type SerialHandle } from "../consoles.ts";
import type { ConsoleOf, CurrentConsole } from "../current-console.ts";
import type { Tool } from "../tool.tsx";
import { useHandle } from "../use-handle.ts";
import { LinkDialog } from "./link-dialog.tsx";
import { PasteBar } from "./paste-bar.tsx";
import { SearchBar } from "./search-bar.tsx";
import { serialMenu } from "./serial-menu.ts";
import type { SerialTaps } from "./serial-viewer.ts";
import { SilentHint } from "./silent-hint.tsx";
import { usePaste } from "./use-paste.tsx";

const encode = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

type SerialOf = ConsoleOf & SerialTaps & { announce: (text: string) => void };

/** The serial line of a machine: its connection, its keys and its tools. */
export const useSerial = ({
  tenant,
  name,
  machine,
  active,
  announce,
  ...taps
}: SerialOf): CurrentConsole & { handle: SerialHandle } => {
  const t = useTranslations("console");
  const words = useTranslations("serial");
  const [link, setLink] = useState<URL | null>(null);
  const [searching, setSearching] = useState(false);
  const [screenReader, setScreenReader] = useState(false);
  const pasting = usePaste({ name, viewer: () => handle.viewer, announce });
  const [handle] = useState<SerialHandle>(() =>
    createSerialHandle(
      { tenant, name, machine, label: t("regions.line", { name }) },
      {
        ...taps,
        onPaste: pasting.receive,
        onPasteEnd: pasting.tellEnd,
        onLink: setLink,
        onSearch: () => setSearching(true),
      },
    ),
  );
  const { state, facts } = useHandle(handle, { machine, active });
  const away = state.phase === "connected" ? null : t("state.ended");

  const send = (bytes: string): void => {
    handle.viewer?.send(encode(bytes));
    handle.viewer?.focus();
  };
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(handle.viewer?.text() ?? "");
      announce(t("tools.copied"));
    } catch {
      announce(t("tools.copyFailed"));
    }
  };
  const endSearch = (): void => {
    setSearching(false);
    handle.viewer?.endSearch();
    handle.viewer?.focus();
  };
  const switchScreenReader = (): void => {
    handle.viewer?.setScreenReader(!screenReader);
    setScreenReader(!screenReader);
    announce(words(screenReader ? "screenReader.off" : "screenReader.on"));
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
      onSelect: () => saveFile(new Blob([handle.viewer?.text() ?? ""], { type: "text/plain" }), `${name}.log`),
    },
    {
      id: "screen-reader",
      label: t("tools.screenReader"),
      Icon: Ear,
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
    overlay: (
      <>
        {state.phase === "connected" && facts.silent && <SilentHint onEnter={() => send("\r")} />}
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
        <LinkDialog name={name} address={link} onClose={() => setLink(null)} />
      </>
    ),
  };
};
