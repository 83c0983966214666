import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { CheckLine } from "#components/ui/checkbox.tsx";
import { Field } from "#components/ui/field.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { TextInput } from "#components/ui/text-input.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import type { GuestFamily } from "#lib/console/keyboards/keyboard-layout.ts";
import { layoutOf } from "#lib/console/keyboards/layouts.ts";
import { planTyping, type Tap, testLineOf } from "#lib/console/typing.ts";
import { type TypistState, typingPauses } from "#lib/console/typist.ts";
import { GuestKeyboard } from "./guest-keyboard.tsx";
import { keepTypingChoice, readTypingChoice, type TypingChoice } from "./typing-preferences.ts";
import { TypingPreview } from "./typing-preview.tsx";
import { TypingProgress } from "./typing-progress.tsx";
import { UntypableList } from "./untypable-list.tsx";

type TypingPanelProps = {
  name: string;
  /** What its choices are kept under. */
  machine: string;
  /** Which family its profile says it is. */
  guest: GuestFamily;
  /** Why nothing can be typed now. */
  refusal: string | null;
  typing: TypistState;
  onType: (taps: readonly Tap[], pauseMs: number) => void;
  onStop: () => void;
  onClose: () => void;
};

const longestText = 20_000;

/** Beside what the guest shows, so that one sees the text arrive. */
export const TypingPanel = ({ name, machine, guest, refusal, typing, onType, onStop, onClose }: TypingPanelProps) => {
  const t = useTranslations("typing");
  const common = useTranslations("ui");
  const [choice, setChoice] = useState(() => readTypingChoice(machine, guest));
  const [text, setText] = useState("");
  const [isSecret, setSecret] = useState(false);
  const [withEnter, setWithEnter] = useState(false);
  // Not given back to its field by React, which would write it into the element's attribute.
  const secret = useRef<HTMLInputElement>(null);
  const plain = useRef<HTMLTextAreaElement>(null);

  const layout = layoutOf(choice.layout);
  const plan = planTyping(text, layout, choice.family);
  const taps = withEnter ? [...plan.taps, ...planTyping("\n", layout).taps] : plan.taps;
  const pauseMs = typingPauses[choice.speed];
  const isTyping = typing.phase === "typing";

  useEffect(() => (isSecret ? secret : plain).current?.focus(), [isSecret]);

  const handleChoice = (next: TypingChoice): void => {
    setChoice(next);
    keepTypingChoice(machine, next);
  };
  const handleSecret = (next: boolean): void => {
    setText("");
    setSecret(next);
  };
  const handleType = (): void => {
    onType(taps, pauseMs);
    if (!secret.current) return;
    secret.current.value = "";
    setText("");
  };
  const handleKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    onClose();
  };

  return (
    <section
      aria-label={t("title", { name })}
      style={{ insetBlock: 12, insetInlineEnd: 12, width: "min(22.5rem, 100% - 24px)" }}
      className="absolute flex flex-col overflow-hidden rounded-card border border-line bg-surface shadow-float"
      onKeyDown={handleKeyDown}
    >
      <header className="flex items-center justify-between gap-3 px-4 pt-3 pb-1">
        <h2 className="truncate font-semibold text-section">{t("title", { name })}</h2>
        <IconButton label={common("close")} icon={<X aria-hidden="true" className="size-4" />} onClick={onClose} />
      </header>
      <div className="flex min-h-0 flex-1 flex-col gap-3 overflow-y-auto px-4 pb-4 text-sm">
        <Field
          label={isSecret ? t("secretText") : t("text")}
          aside={t("amount", { characters: taps.length, seconds: Math.ceil((taps.length * pauseMs) / 1000) })}
          hint={isSecret ? t("secretHint") : t("newlineHint")}
        >
          {isSecret ? (
            <TextInput
              ref={secret}
              type="password"
              autoComplete="off"
              spellCheck={false}
              maxLength={longestText}
              onChange={(event) => setText(event.currentTarget.value)}
            />
          ) : (
            <Textarea
              mono
              rows={5}
              ref={plain}
              autoCapitalize="off"
              maxLength={longestText}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
            />
          )}
        </Field>
        <div>
          <CheckLine checked={isSecret} onChange={(event) => handleSecret(event.currentTarget.checked)}>
            {t("secret")}
          </CheckLine>
          <CheckLine checked={withEnter} onChange={(event) => setWithEnter(event.currentTarget.checked)}>
            {t("withEnter")}
          </CheckLine>
        </div>
        <GuestKeyboard
          choice={choice}
          onChoice={handleChoice}
          testLine={testLineOf(layout, choice.family)}
          refusal={refusal ?? (isTyping ? t("busy") : null)}
          onTest={(line) => onType(planTyping(line, layout, choice.family).taps, pauseMs)}
        />
        {!isSecret && text !== "" && <TypingPreview text={text} untypable={plan.untypable} />}
        {plan.untypable.length > 0 && <UntypableList untypable={plan.untypable} isSecret={isSecret} />}
      </div>
      <footer className="border-line border-t bg-raised px-4 py-3">
        <TypingProgress typing={typing} />
        <div className="flex justify-end gap-2">
          {isTyping ? (
            <Button onClick={onStop}>{t("stop")}</Button>
          ) : (
            <Button
              kind="primary"
              disabledReason={refusal ?? (taps.length === 0 ? t("nothing") : null)}
              onClick={handleType}
            >
              {plan.untypable.length > 0 ? t("typeWithout", { count: plan.untypable.length }) : t("type")}
            </Button>
          )}
        </div>
      </footer>
    </section>
  );
};
