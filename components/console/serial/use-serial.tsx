import { ClipboardPaste, Copy, Download, Ear } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { saveFile } from "#components/ui/save-file.ts";
import { serialKeys } from "#lib/console/keys.ts";
import { type SafePaste, safePaste } from "#lib/console/terminal-input.ts";
import { createSerialHandle, type SerialHandle } from "../consoles.ts";
import type { ConsoleOf, CurrentConsole } from "../current-console.ts";
import type { Tool } from "../tool.tsx";
import { useHandle } from "../use-handle.ts";
import { PasteDialog } from "./paste-dialog.tsx";
import { SilentHint } from "./silent-hint.tsx";

const encode = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

type SerialOf = ConsoleOf & { announce: (text: string) => void };

/** The serial line of a machine: its connection, its keys and its tools. */
export const useSerial = ({
  tenant,
  name,
  machine,
  active,
  announce,
}: SerialOf): CurrentConsole & { handle: SerialHandle } => {
  const t = useTranslations("console");
  const [pending, setPending] = useState<SafePaste | null>(null);
  const [screenReader, setScreenReader] = useState(false);
  const [handle] = useState<SerialHandle>(() =>
    createSerialHandle(
      { tenant, name, machine, label: t("regions.line", { name }) },
      { onPaste: (paste) => receive(handle, paste, setPending) },
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
  const paste = async (): Promise<void> => {
    try {
      receive(handle, safePaste(await navigator.clipboard.readText()), setPending);
    } catch {
      announce(t("tools.pasteFailed"));
    }
  };

  const tools: Tool[] = [
    { id: "copy", label: t("tools.copy"), Icon: Copy, onSelect: copy },
    { id: "paste", label: t("tools.paste"), Icon: ClipboardPaste, disabledReason: away, onSelect: paste },
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
      onSelect: () => {
        handle.viewer?.setScreenReader(!screenReader);
        setScreenReader(!screenReader);
      },
    },
  ];

  return {
    handle,
    state,
    keys: serialKeys.map(({ id, label, bytes }) => ({ id, label, disabledReason: away, onSelect: () => send(bytes) })),
    tools,
    size: state.phase === "connected" ? t("status.grid", { columns: facts.columns, rows: facts.rows }) : null,
    viewOnly: false,
    overlay: state.phase === "connected" && facts.silent && <SilentHint onEnter={() => send("\r")} />,
    dialogs: (
      <PasteDialog
        name={name}
        paste={pending}
        onSend={(shown) => {
          setPending(null);
          handle.viewer?.paste(shown);
          handle.viewer?.focus();
        }}
        onClose={() => setPending(null)}
      />
    ),
  };
};

/** One line goes straight to the guest; several wait until somebody has looked at them. */
const receive = (handle: SerialHandle, paste: SafePaste, ask: (paste: SafePaste) => void): void => {
  if (paste.lines > 1) ask(paste);
  else handle.viewer?.paste(paste);
};
