"use client";
import { PlainEditor } from "#components/editor/plain-editor.tsx";
import { Field } from "#components/ui/field.tsx";
import type { HandedProps } from "./user-data-props.ts";

/** User data as plain text: until the editor is here, and where it does not come. */
export const PlainUserData = ({ label, hint, text, onText, error, isReadOnly, caret }: HandedProps) => (
  <Field label={label} hint={hint} error={error}>
    <PlainEditor label={label} value={text} onChange={onText} isReadOnly={isReadOnly} caret={caret} />
  </Field>
);
