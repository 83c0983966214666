"use client";
import { Pause, Play } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { Dialog } from "#components/ui/dialog.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import type { Cast } from "#lib/console/serial/asciicast.ts";
import { openReplay, type Replay } from "./replay-terminal.ts";

type ReplayDialogProps = {
  /** `unreadable`: the chosen file is no recording. */
  cast: Cast | "unreadable" | null;
  onClose: () => void;
};

const speeds = ["0.5", "1", "2", "4", "16"] as const;

const clock = (ms: number): string => {
  const seconds = Math.floor(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
};

/** Shows a recording again: at another speed, from any place. */
export const ReplayDialog = ({ cast, onClose }: ReplayDialogProps) => {
  const t = useTranslations("serial.replay");
  return (
    <Dialog open={cast !== null} onClose={onClose} wide={cast !== "unreadable"} title={t("title")}>
      {cast === "unreadable" ? <p role="alert">{t("unreadable")}</p> : cast && <ReplayScreen cast={cast} />}
    </Dialog>
  );
};

const ReplayScreen = ({ cast }: { cast: Cast }) => {
  const t = useTranslations("serial.replay");
  const replay = useRef<Replay | null>(null);
  const [speed, setSpeed] = useState<(typeof speeds)[number]>("1");
  const [now, setNow] = useState({ atMs: 0, playing: false });
  const look = (): void => {
    const player = replay.current?.player;
    if (player) setNow({ atMs: player.atMs, playing: player.isPlaying });
  };
  const mount = (element: HTMLElement | null): (() => void) | undefined => {
    if (!element || replay.current) return;
    let gone = false;
    void openReplay(element, cast, look).then((opened) => {
      if (gone) return opened.dispose();
      replay.current = opened;
      opened.player.play();
    });
    return () => {
      gone = true;
      replay.current?.dispose();
      replay.current = null;
    };
  };
  const [ref] = useState(() => mount);
  const player = () => replay.current?.player;
  const { atMs, playing } = now;
  return (
    <>
      <div className="always-dark overflow-auto rounded-control border border-line bg-page p-2">
        <div ref={ref} className="min-h-60" />
      </div>
      <div className="mt-3 flex flex-wrap items-center gap-3 text-sm">
        <IconButton
          label={t(playing ? "pause" : "play")}
          icon={
            playing ? <Pause aria-hidden="true" className="size-4" /> : <Play aria-hidden="true" className="size-4" />
          }
          onClick={() => (playing ? player()?.pause() : player()?.play())}
        />
        <input
          type="range"
          aria-label={t("place")}
          aria-valuetext={clock(atMs)}
          min={0}
          max={cast.durationMs}
          step="any"
          value={atMs}
          onChange={(event) => replay.current?.seek(event.target.valueAsNumber)}
          className="min-w-24 flex-1 accent-accent"
        />
        <span className="text-ink-2 text-xs">
          {clock(atMs)} / {clock(cast.durationMs)}
        </span>
        <Segmented
          label={t("speed")}
          size="small"
          options={speeds.map((value) => ({ value, label: `${value}×` }))}
          value={speed}
          onChange={(next) => {
            setSpeed(next);
            player()?.setSpeed(Number(next));
          }}
        />
      </div>
    </>
  );
};
