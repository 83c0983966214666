"use client";
import { Plus, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { TextInput } from "#components/ui/text-input.tsx";
import { readPorts } from "./port-text.ts";

const presets = ["22", "80", "443", "3389"] as const;

type PortListProps = {
  ports: readonly number[];
  onChange: (ports: number[]) => void;
  /** What stands in the field and was not added yet. */
  text: string;
  onText: (text: string) => void;
  /** Somebody has tried to go on: what is wrong with the text may be said. */
  wasTried: boolean;
};

/** TCP ports as chips: typed, or taken from the common ones. */
export const PortList = ({ ports, onChange, text, onText, wasTried }: PortListProps) => {
  const t = useTranslations("create.network");
  const [isRefused, setIsRefused] = useState(false);
  const [said, setSaid] = useState("");
  const field = useRef<HTMLInputElement>(null);
  const common = useRef<HTMLFieldSetElement>(null);
  const wordOf = (port: number): string => {
    const known = presets.find((preset) => preset === String(port));
    return known ? t("portName", { port: String(port), word: t(`preset.${known}`) }) : String(port);
  };

  const add = (more: readonly number[]) => {
    onChange([...ports, ...more].sort((a, b) => a - b));
    setSaid(t("added", { count: more.length, ports: more.join(", ") }));
  };
  const handlePreset = (port: number) => {
    add([port]);
    // The button that was pressed is gone; the next one takes its place.
    requestAnimationFrame(() => (common.current?.querySelector("button") ?? field.current)?.focus());
  };
  const remove = (port: number) => {
    onChange(ports.filter((each) => each !== port));
    setSaid(t("removed", { port: String(port) }));
    // The button that was pressed is gone; without this the keyboard would start over at the top of the page.
    field.current?.focus();
  };
  const read = readPorts(text, ports);
  const handleAdd = () => {
    setIsRefused(!read.ok);
    if (read.ok) {
      onText("");
      add(read.ports);
    } else field.current?.focus();
  };
  const handleKey = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    handleAdd();
  };

  // What was typed and not added is meant for this machine: gone on without it, what is wrong with it is said.
  const isWrong = !read.ok && (isRefused || (wasTried && text.trim() !== ""));
  const error = isWrong ? t(`refused.${read.rule}`, { value: read.value }) : null;
  const missing = presets.map(Number).filter((port) => !ports.includes(port));
  return (
    <div className="rounded-card border border-line bg-surface p-4">
      <p className="font-medium text-sm">{t("exposed")}</p>
      <ul aria-label={t("exposed")} className="mt-2 flex flex-wrap gap-2">
        {ports.map((port) => (
          <li
            key={port}
            className="inline-flex h-7 max-md:h-10 items-center gap-1 rounded-full border border-line bg-raised pr-1 pl-3 text-sm"
          >
            {wordOf(port)}
            <button
              type="button"
              aria-label={t("remove", { port: String(port) })}
              data-tip={t("remove", { port: String(port) })}
              onClick={() => remove(port)}
              className="inline-flex size-6 max-md:size-10 items-center justify-center rounded-full text-ink-2 hover:bg-pressed hover:text-ink"
            >
              <X aria-hidden="true" className="size-3.5" />
            </button>
          </li>
        ))}
      </ul>
      {missing.length > 0 && (
        <fieldset ref={common} aria-label={t("presets")} className="mt-2 flex flex-wrap gap-2">
          {missing.map((port) => (
            <Button
              key={port}
              kind="ghost"
              size="small"
              icon={<Plus aria-hidden="true" className="size-3.5" />}
              className="rounded-full border border-line border-dashed"
              onClick={() => handlePreset(port)}
            >
              {wordOf(port)}
            </Button>
          ))}
        </fieldset>
      )}
      <div className="mt-3 flex items-start gap-2">
        <div data-field="portText" className="w-56">
          <Field label={t("addPort")} hint={t("tcpOnly")} error={error}>
            <TextInput
              ref={field}
              inputMode="numeric"
              value={text}
              onChange={(event) => {
                onText(event.target.value);
                setIsRefused(false);
              }}
              onKeyDown={handleKey}
            />
          </Field>
        </div>
        <Button className="mt-6" onClick={handleAdd}>
          {t("add")}
        </Button>
      </div>
      <span role="status" className="sr-only">
        {said}
      </span>
    </div>
  );
};
