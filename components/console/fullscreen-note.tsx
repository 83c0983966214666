import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Kbd } from "#components/ui/text.tsx";

const shownMs = 8_000;

/** How to leave, said and shown for a while whenever the console begins to fill the screen. */
export const FullscreenNote = ({ isLocked }: { isLocked: boolean }) => {
  const t = useTranslations("screen.fullscreen");
  const [isShown, setShown] = useState(true);
  useEffect(() => {
    const timer = setTimeout(() => setShown(false), shownMs);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div role="status" className="absolute inset-x-3 top-3 flex justify-center">
      {isShown && (
        <p className="rounded-card border border-line bg-surface px-3 py-1.5 text-ink text-sm shadow-float">
          {t.rich(isLocked ? "locked" : "plain", { k: (key) => <Kbd>{key}</Kbd> })}
        </p>
      )}
    </div>
  );
};
