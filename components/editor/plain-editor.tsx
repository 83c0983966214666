"use client";
import { type RefObject, useImperativeHandle, useLayoutEffect, useRef } from "react";
import { cx } from "#components/ui/cx.ts";
import { Textarea } from "#components/ui/textarea.tsx";
import type { Caret, EditorProps } from "./editor-props.ts";
import { shownText, typedOver } from "./text-change.ts";
import { useEditorField } from "./use-editor-field.ts";

type PlainEditorProps = EditorProps & { caret?: RefObject<Caret | null> };

/** The same field without CodeMirror: until its code is here, and where it does not come. */
export const PlainEditor = ({ caret, ...props }: PlainEditorProps) => {
  const { label, value, onChange, placeholder, isReadOnly, minLines = 8, handle } = props;
  const { describedBy, isInvalid } = useEditorField(props);
  const field = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    const area = field.current;
    return () => {
      if (caret && area && document.activeElement === area)
        caret.current = { from: area.selectionStart, to: area.selectionEnd };
    };
  }, [caret]);
  useImperativeHandle(handle, () => ({
    focus: () => field.current?.focus(),
    select: (from, to) => {
      field.current?.focus();
      field.current?.setSelectionRange(shownText(value.slice(0, from)).length, shownText(value.slice(0, to)).length);
    },
  }));
  return (
    <Textarea
      ref={field}
      mono
      rows={minLines}
      aria-label={label}
      aria-describedby={describedBy}
      aria-invalid={isInvalid || undefined}
      autoCapitalize="off"
      wrap="off"
      value={value}
      placeholder={placeholder}
      readOnly={isReadOnly}
      onChange={({ target }) => onChange(typedOver(value, target.value))}
      className={cx("whitespace-pre", isReadOnly && "text-ink-2")}
    />
  );
};
