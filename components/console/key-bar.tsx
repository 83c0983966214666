import { ArrowDown, ArrowLeft, ArrowRight, ArrowUp, Keyboard } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { cx } from "#components/ui/cx.ts";
import type { ConsoleKey } from "#lib/console/keys.ts";
import { editBetween, keysOfEdit } from "#lib/console/soft-keyboard.ts";

const touch = "(pointer: coarse), (max-width: 767px)";

const listen = (listener: () => void): (() => void) => {
  const query = matchMedia(touch);
  query.addEventListener("change", listener);
  return () => query.removeEventListener("change", listener);
};

/** Whether there may be no keyboard: a finger points, or the window is a phone's. */
export const useIsTouch = (): boolean =>
  useSyncExternalStore(
    listen,
    () => matchMedia(touch).matches,
    () => false,
  );

const modifiers = [
  { label: "Ctrl", key: { keysym: 0xffe3, code: "ControlLeft" } },
  { label: "Alt", key: { keysym: 0xffe9, code: "AltLeft" } },
] as const;

const plain = [
  { label: "Esc", key: { keysym: 0xff1b, code: "Escape" } },
  { label: "Tab", key: { keysym: 0xff09, code: "Tab" } },
] as const;

const arrows = [
  { id: "left", Icon: ArrowLeft, key: { keysym: 0xff51, code: "ArrowLeft" } },
  { id: "up", Icon: ArrowUp, key: { keysym: 0xff52, code: "ArrowUp" } },
  { id: "down", Icon: ArrowDown, key: { keysym: 0xff54, code: "ArrowDown" } },
  { id: "right", Icon: ArrowRight, key: { keysym: 0xff53, code: "ArrowRight" } },
] as const;

/** A field is never empty, or a phone's keyboard has nothing to take away and says nothing of its backspace key. */
const filler = "_".repeat(32);
const longest = 512;

type KeyBarProps = { name: string; sendKey: (key: ConsoleKey, down: boolean) => void };

/** Keys a phone lacks, and the way to its own: modifiers stay down for the next key. */
export const KeyBar = ({ name, sendKey }: KeyBarProps) => {
  const t = useTranslations("screen.touch");
  const [held, setHeld] = useState<readonly ConsoleKey[]>([]);
  const field = useRef<HTMLTextAreaElement>(null);
  const before = useRef(filler);

  // What is held when the bar goes would stay down in the guest.
  const leave = useRef(() => {});
  useEffect(() => {
    leave.current = () => {
      for (const key of held) sendKey(key, false);
    };
  });
  useEffect(() => () => leave.current(), []);

  const release = (): void => {
    for (const key of held.toReversed()) sendKey(key, false);
    setHeld([]);
  };
  const press = (keys: readonly ConsoleKey[]): void => {
    for (const key of keys) {
      sendKey(key, true);
      sendKey(key, false);
    }
    if (keys.length > 0) release();
  };
  const hold = (key: ConsoleKey): void => {
    const isHeld = held.includes(key);
    sendKey(key, !isHeld);
    setHeld(isHeld ? held.filter((each) => each !== key) : [...held, key]);
    // What is pressed next belongs to it, so it is to be pressed here.
    if (!isHeld) field.current?.focus();
  };
  const handleInput = (): void => {
    const { current } = field;
    if (!current) return;
    press(keysOfEdit(editBetween(before.current, current.value)));
    // Not while a word is being put together: the keyboard would lose its place.
    if (current.value.length < filler.length / 2 || current.value.length > longest) current.value = filler;
    before.current = current.value;
  };

  return (
    <div
      role="toolbar"
      aria-label={t("bar", { name })}
      className="flex shrink-0 items-center gap-1 overflow-x-auto border-line border-t bg-surface px-2 py-1.5"
    >
      <Key label={t("keyboard")} onPress={() => field.current?.focus()}>
        <Keyboard aria-hidden="true" className="size-4" />
      </Key>
      {plain.map(({ label, key }) => (
        <Key key={label} label={label} onPress={() => press([key])}>
          {label}
        </Key>
      ))}
      {modifiers.map(({ label, key }) => (
        <Key key={label} label={label} pressed={held.includes(key)} onPress={() => hold(key)}>
          {label}
        </Key>
      ))}
      {arrows.map(({ id, Icon, key }) => (
        <Key key={id} label={t(id)} onPress={() => press([key])}>
          <Icon aria-hidden="true" className="size-4" />
        </Key>
      ))}
      <textarea
        ref={field}
        aria-label={t("field", { name })}
        defaultValue={filler}
        autoCapitalize="off"
        autoComplete="off"
        autoCorrect="off"
        spellCheck={false}
        rows={1}
        // Nothing of it is seen but that the keyboard is up; 16 px keep phones from zooming in on it.
        className="sr-only"
        style={{ fontSize: 16 }}
        onFocus={({ currentTarget: { value }, currentTarget }) =>
          currentTarget.setSelectionRange(value.length, value.length)
        }
        onInput={handleInput}
      />
    </div>
  );
};

type KeyProps = { label: string; pressed?: boolean; onPress: () => void; children: ReactNode };

/** A press must not take the focus: the phone's keyboard would go down. */
const Key = ({ label, pressed, onPress, children }: KeyProps) => (
  <button
    type="button"
    aria-label={label}
    aria-pressed={pressed}
    className={cx(
      "flex h-10 min-w-9 flex-1 items-center justify-center rounded-control border border-line px-2 font-medium text-sm",
      pressed ? "bg-pressed text-accent" : "text-ink-2",
    )}
    // Forced colours leave no background.
    style={pressed ? { textDecoration: "underline" } : undefined}
    onPointerDown={(event) => event.preventDefault()}
    onClick={onPress}
  >
    {children}
  </button>
);
