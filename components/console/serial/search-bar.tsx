"use client";
import { CaseSensitive, ChevronDown, ChevronUp, Regex, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { cx } from "#components/ui/cx.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import { TextInput } from "#components/ui/text-input.tsx";
import { canSeek, type Finding, mostFindings, type Sought } from "./find-text.ts";

type SearchBarProps = {
  found: Finding | null;
  onFind: (sought: Sought, direction: "next" | "previous" | "typing") => void;
  onClose: () => void;
};

const icon = "size-4";

/** Seeks in all that the console has kept. Enter goes on, Shift Enter back, Escape ends it. */
export const SearchBar = ({ found, onFind, onClose }: SearchBarProps) => {
  const t = useTranslations("serial.search");
  const [sought, setSought] = useState<Sought>({ text: "", regex: false, caseSensitive: false });
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);

  const change = (part: Partial<Sought>): void => {
    const next = { ...sought, ...part };
    setSought(next);
    onFind(next, "typing");
  };
  const handleKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Escape") onClose();
    else if (event.key === "Enter" && event.target === field.current)
      onFind(sought, event.shiftKey ? "previous" : "next");
    else return;
    event.preventDefault();
  };
  const count = (): string => {
    if (!canSeek(sought)) return t("wrong");
    if (sought.text === "" || !found) return "";
    if (found.count === 0) return t("none");
    if (found.count >= mostFindings) return t("many", { count: mostFindings });
    return t("count", { index: found.index + 1, count: found.count });
  };

  return (
    <search
      aria-label={t("label")}
      onKeyDown={handleKeyDown}
      className="absolute top-2 right-2 flex max-w-full flex-wrap items-center gap-1 max-md:gap-3 rounded-card border border-line bg-surface p-1.5 shadow-float"
    >
      {/* On a phone all of it is one line. */}
      <div style={{ width: "clamp(96px, 28vw, 192px)" }}>
        <TextInput
          ref={field}
          type="search"
          aria-label={t("label")}
          placeholder={t("placeholder")}
          value={sought.text}
          maxLength={200}
          onChange={(event) => change({ text: event.target.value })}
        />
      </div>
      <span role="status" className="px-1 text-ink-2 text-xs">
        {count()}
      </span>
      <IconButton
        label={t("previous")}
        icon={<ChevronUp aria-hidden="true" className={icon} />}
        onClick={() => onFind(sought, "previous")}
      />
      <IconButton
        label={t("next")}
        icon={<ChevronDown aria-hidden="true" className={icon} />}
        onClick={() => onFind(sought, "next")}
      />
      <IconButton
        label={t("case")}
        icon={<CaseSensitive aria-hidden="true" className={icon} />}
        aria-pressed={sought.caseSensitive}
        onClick={() => change({ caseSensitive: !sought.caseSensitive })}
        className={cx(sought.caseSensitive && "bg-pressed text-accent!")}
      />
      <IconButton
        label={t("regex")}
        icon={<Regex aria-hidden="true" className={icon} />}
        aria-pressed={sought.regex}
        onClick={() => change({ regex: !sought.regex })}
        className={cx(sought.regex && "bg-pressed text-accent!")}
      />
      <IconButton label={t("close")} icon={<X aria-hidden="true" className={icon} />} onClick={onClose} />
    </search>
  );
};
