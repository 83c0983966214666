import { useTranslations } from "next-intl";
import { type KeyboardEvent, type PointerEvent, useEffect, useRef } from "react";
import { Kbd } from "#components/ui/text.tsx";

const stepPixels = 64;
const steps: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  PageUp: [0, -6],
  PageDown: [0, 6],
  Home: [-100, -100],
  End: [100, 100],
};

type HandProps = { name: string; onPan: (x: number, y: number) => void; onLeave: () => void };

/** Lies over a screen larger than its window and moves it; nothing of what is done here reaches the guest. */
export const Hand = ({ name, onPan, onLeave }: HandProps) => {
  const t = useTranslations("screen.hand");
  const area = useRef<HTMLDivElement>(null);
  useEffect(() => area.current?.focus(), []);
  const handleKeyDown = (event: KeyboardEvent): void => {
    const step = steps[event.key];
    if (!step && event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    if (step) onPan(step[0] * stepPixels, step[1] * stepPixels);
    else onLeave();
  };
  const handlePointerDown = (event: PointerEvent): void => event.currentTarget.setPointerCapture(event.pointerId);
  const handlePointerMove = (event: PointerEvent): void => {
    if (event.currentTarget.hasPointerCapture(event.pointerId)) onPan(-event.movementX, -event.movementY);
  };
  return (
    <div
      ref={area}
      role="application"
      aria-label={t("area", { name })}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
      tabIndex={0}
      className="absolute inset-0 touch-none"
      style={{ cursor: "grab" }}
      onKeyDown={handleKeyDown}
      onPointerDown={handlePointerDown}
      onPointerMove={handlePointerMove}
    >
      <p className="absolute bottom-3 left-3 rounded-card border border-line bg-surface px-3 py-1.5 text-ink-2 text-sm">
        {t.rich("note", { k: (key) => <Kbd>{key}</Kbd> })}
      </p>
    </div>
  );
};
