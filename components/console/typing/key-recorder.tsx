import { useTranslations } from "next-intl";
import { type KeyboardEvent, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { mostKeys, type RecordedKey, recordedKeyOf } from "#lib/console/recorded-keys.ts";

type KeyRecorderProps = { keys: readonly RecordedKey[]; onKeys: (keys: readonly RecordedKey[]) => void };

/** Keys that a browser or its system takes before a page sees what is pressed with them. */
const byButton = ["ControlLeft", "AltLeft", "AltRight", "ShiftLeft", "MetaLeft", "Tab", "Escape", "PrintScreen"];

/** Takes down what is pressed while it has the keyboard. Tab leaves it, as everywhere: Tab and others are buttons. */
export const KeyRecorder = ({ keys, onKeys }: KeyRecorderProps) => {
  const t = useTranslations("typing.keys");
  const [isHere, setHere] = useState(false);

  const add = (event: { key: string; code: string }): void => {
    const next = recordedKeyOf(event);
    if (next && keys.length < mostKeys && !keys.some(({ code }) => code === next.code)) onKeys([...keys, next]);
  };
  const handleKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Tab") return;
    event.preventDefault();
    event.stopPropagation();
    if (!event.repeat) add(event.nativeEvent);
  };
  return (
    <div>
      <p id="key-recorder" className="mb-1.5 font-medium text-sm text-ink">
        {t("area")}
      </p>
      <button
        type="button"
        aria-labelledby="key-recorder"
        aria-describedby="key-recorder-hint"
        className="min-h-8 w-full rounded-control border border-line bg-page px-3 py-2 text-left text-ink"
        onKeyDown={handleKeyDown}
        onFocus={() => setHere(true)}
        onBlur={() => setHere(false)}
      >
        {keys.length === 0 ? (
          <span className="text-ink-3">{t("press")}</span>
        ) : (
          keys.map(({ label, code }) => (
            <kbd
              key={code}
              className="mr-1 rounded-control border border-line bg-raised px-1.5 py-0.5 font-mono text-xs"
            >
              {label}
            </kbd>
          ))
        )}
      </button>
      <p id="key-recorder-hint" className="mt-1.5 text-ink-3 text-xs">
        {isHere ? t("recording") : t("press")}
      </p>
      <div className="mt-2 flex flex-wrap gap-1.5">
        {byButton.map((code) => {
          const key = recordedKeyOf({ key: "", code });
          return (
            key && (
              <Button key={code} size="small" onClick={() => add({ key: "", code })}>
                {key.label}
              </Button>
            )
          );
        })}
        {keys.length > 0 && (
          <Button size="small" kind="ghost" onClick={() => onKeys([])}>
            {t("clear")}
          </Button>
        )}
      </div>
    </div>
  );
};
