import { useState } from "react";
import { Field } from "./field.tsx";
import { TextInput } from "./text-input.tsx";

export type TypedWordState = ReturnType<typeof useTypedWord>;

/** A word that somebody types before something is gone for good; null where none is asked for. */
export const useTypedWord = (wanted: string | null) => {
  const [text, setText] = useState("");
  const [isWrong, setIsWrong] = useState(false);
  const change = (next: string) => {
    setText(next);
    setIsWrong(false);
  };
  return {
    text,
    isWrong,
    change,
    clear: () => change(""),
    /** Whether it is typed; where it is not, its field says so from now on. */
    check: (): boolean => {
      const isTyped = wanted === null || text.trim() === wanted;
      setIsWrong(!isTyped);
      return isTyped;
    },
  };
};

type TypedWordProps = { word: TypedWordState; label: string; mismatch: string };

export const TypedWord = ({ word, label, mismatch }: TypedWordProps) => (
  <Field label={label} error={word.isWrong ? mismatch : null}>
    <TextInput mono value={word.text} onChange={({ target }) => word.change(target.value)} />
  </Field>
);
