import { CircleDot } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { type Cast, readCast } from "#lib/console/serial/asciicast.ts";
import type { Tool } from "../tool.tsx";
import { RecordBadge } from "./record-badge.tsx";
import { RecordedDialog } from "./recorded-dialog.tsx";
import { ReplayDialog } from "./replay-dialog.tsx";
import type { SerialFacts } from "./serial-facts.ts";
import type { SerialViewer } from "./serial-viewer.ts";

type RecordingOf = { name: string; facts: SerialFacts; viewer: () => SerialViewer | null };

/** A recording that is larger is nobody's of a terminal. */
const mostFileBytes = 64 * 1024 * 1024;

/** A person's own file, as the browser's dialog gives it. */
const chooseFile = (onFile: (file: File) => void): void => {
  const input = document.createElement("input");
  input.type = "file";
  input.accept = ".cast,.json,.txt";
  input.addEventListener("change", () => {
    const file = input.files?.[0];
    if (file) onFile(file);
  });
  input.click();
};

/** Recording what a machine says, and showing such a recording again. */
export const useRecording = ({ name, facts, viewer }: RecordingOf) => {
  const t = useTranslations("serial.record");
  const [recorded, setRecorded] = useState<Cast | null>(null);
  const [replayed, setReplayed] = useState<Cast | "unreadable" | null>(null);
  const isOn = facts.recording !== "off";

  const openFile = async (file: File): Promise<void> => {
    const cast = file.size <= mostFileBytes ? readCast(await file.text()) : null;
    setReplayed(cast ?? "unreadable");
  };
  const tool: Tool = {
    id: "record",
    label: t("tool"),
    Icon: CircleDot,
    items: [
      isOn
        ? { id: "stop", label: t("stop"), onSelect: () => setRecorded(viewer()?.stopRecording() ?? null) }
        : { id: "start", label: t("start"), detail: t("startDetail"), onSelect: () => viewer()?.startRecording(name) },
      { id: "replay", label: t("open"), onSelect: () => chooseFile(openFile) },
    ],
  };
  const overlay: ReactNode = isOn && <RecordBadge full={facts.recording === "full"} />;
  const dialogs: ReactNode = (
    <>
      <RecordedDialog
        name={name}
        cast={recorded}
        onReplay={(cast) => {
          setRecorded(null);
          setReplayed(cast);
        }}
        onClose={() => setRecorded(null)}
      />
      <ReplayDialog cast={replayed} onClose={() => setReplayed(null)} />
    </>
  );
  return { tool, overlay, dialogs };
};
