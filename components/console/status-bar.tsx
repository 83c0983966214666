"use client";
import { Eye } from "lucide-react";
import { useTranslations } from "next-intl";
import { type DotShape, StateDot, type Tone } from "#components/ui/state-dot.tsx";
import { Kbd } from "#components/ui/text.tsx";
import type { ConsoleState } from "#lib/console/state.ts";

const looks: Record<ConsoleState["phase"], { shape: DotShape; tone: Tone }> = {
  off: { shape: "ring", tone: "off" },
  "waiting-for-boot": { shape: "half", tone: "working" },
  asking: { shape: "half", tone: "working" },
  connecting: { shape: "half", tone: "working" },
  connected: { shape: "full", tone: "running" },
  lost: { shape: "diamond", tone: "attention" },
  settling: { shape: "half", tone: "working" },
  ended: { shape: "ring", tone: "off" },
};

/** Where the keys go that a person presses now. */
export type KeyboardPlace = "here" | "away" | "looking";

type StatusBarProps = {
  phase: ConsoleState["phase"];
  /** Size of the screen or of the terminal. */
  size: string | null;
  keyboard: KeyboardPlace;
  /** Who one logs in as, where the image says it. */
  login?: string | null;
};

/** The bar below a console: is it connected, how large is it, where does the keyboard go. */
export const StatusBar = ({ phase, size, keyboard, login = null }: StatusBarProps) => {
  const t = useTranslations("console");
  const hint = useTranslations("screen.login");
  return (
    <footer className="flex h-8 shrink-0 items-center gap-4 overflow-hidden whitespace-nowrap border-line border-t bg-surface px-3 text-ink-3 text-xs">
      <span role="status" className="flex items-center gap-1.5 font-medium text-ink">
        <StateDot {...looks[phase]} />
        <span>{t(`state.${phase}`)}</span>
      </span>
      {size && <span className="text-ink-2 max-md:hidden">{size}</span>}
      {phase === "connected" && login && (
        <span data-tip={hint("why")} className="truncate text-ink-2">
          {hint("text", { user: login })}
          <span className="sr-only">. {hint("why")}</span>
        </span>
      )}
      {phase === "connected" && keyboard === "looking" && (
        <span className="flex items-center gap-1.5 text-working">
          <Eye aria-hidden="true" className="size-3.5" />
          {t("status.viewOnly")}
        </span>
      )}
      {phase === "connected" && (
        <span className="ml-auto truncate max-md:hidden">
          {t.rich(`keyboard.${keyboard}`, { k: (key) => <Kbd>{key}</Kbd> })}
        </span>
      )}
    </footer>
  );
};
