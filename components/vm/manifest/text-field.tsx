"use client";
import { type RefObject, useMemo } from "react";

type TextFieldProps = {
  field: RefObject<HTMLTextAreaElement | null>;
  label: string;
  text: string;
  describedBy: string;
  /** Numbers of the lines that something is wrong with. */
  wrong: ReadonlySet<number>;
  onChange: (text: string) => void;
  /** Where the caret is now. */
  onCaret: (offset: number) => void;
};

/** A place to write in, as high as its text, with the numbers of its lines: Tab leaves it. */
export const TextField = ({ field, label, text, describedBy, wrong, onChange, onCaret }: TextFieldProps) => {
  const lines = useMemo(() => text.split("\n").length, [text]);
  return (
    <div className="flex py-3 font-mono text-xs leading-[18px]">
      <div aria-hidden="true" className="w-8 shrink-0 select-none pr-1 text-right text-ink-3">
        {Array.from({ length: lines }, (_, index) => (
          <div key={index} className={wrong.has(index + 1) ? "bg-failed-soft font-semibold text-failed" : undefined}>
            {index + 1}
          </div>
        ))}
      </div>
      <textarea
        ref={field}
        aria-label={label}
        aria-describedby={describedBy}
        aria-invalid={wrong.size > 0 || undefined}
        rows={lines + 1}
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="off"
        wrap="off"
        value={text}
        onChange={({ target }) => onChange(target.value)}
        onSelect={({ currentTarget }) => onCaret(currentTarget.selectionStart)}
        className="block min-w-0 flex-1 resize-none overflow-x-auto whitespace-pre bg-transparent px-3 -outline-offset-2"
      />
    </div>
  );
};
