import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { Select } from "#components/ui/select.tsx";
import { isLayoutId, keyboardLayouts } from "#lib/console/keyboards/layouts.ts";
import type { TypingChoice } from "./typing-preferences.ts";

type GuestKeyboardProps = {
  choice: TypingChoice;
  onChoice: (choice: TypingChoice) => void;
  testLine: string;
  /** Why the test line cannot be typed now. */
  refusal: string | null;
  onTest: (line: string) => void;
};

/** Which keyboard the guest has, a line to see whether that is so, and how fast to type. */
export const GuestKeyboard = ({ choice, onChoice, testLine, refusal, onTest }: GuestKeyboardProps) => {
  const t = useTranslations("typing");
  return (
    <>
      <Field label={t("layout")} hint={t("layoutHint")}>
        <Select
          value={choice.layout}
          onChange={({ currentTarget: { value } }) => isLayoutId(value) && onChoice({ ...choice, layout: value })}
        >
          {keyboardLayouts.map(({ id }) => (
            <option key={id} value={id}>
              {t(`layouts.${id}`)}
            </option>
          ))}
        </Select>
      </Field>
      <div className="flex flex-wrap items-center gap-2">
        <code className="min-w-0 flex-1 break-all rounded-control border border-line bg-page px-2 py-1 font-mono text-xs">
          {testLine}
        </code>
        <Button size="small" disabledReason={refusal} onClick={() => onTest(testLine)}>
          {t("test")}
        </Button>
      </div>
      <div className="flex flex-wrap gap-3">
        <Segmented
          label={t("family")}
          size="small"
          options={[
            { value: "linux", label: "Linux" },
            { value: "windows", label: "Windows" },
          ]}
          value={choice.family}
          onChange={(family) => onChoice({ ...choice, family })}
        />
        <Segmented
          label={t("speed")}
          size="small"
          options={[
            { value: "slow", label: t("speeds.slow") },
            { value: "normal", label: t("speeds.normal") },
            { value: "fast", label: t("speeds.fast") },
          ]}
          value={choice.speed}
          onChange={(speed) => onChoice({ ...choice, speed })}
        />
      </div>
    </>
  );
};
