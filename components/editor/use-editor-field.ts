import { useField } from "#components/ui/use-field.ts";
import type { EditorProps } from "./editor-props.ts";

/** What ties the editor to the Field around it and to what else describes it. */
export const useEditorField = ({ describedBy, isInvalid = false }: Pick<EditorProps, "describedBy" | "isInvalid">) => {
  const field = useField();
  return {
    id: field.id,
    describedBy: [field["aria-describedby"], describedBy].filter(Boolean).join(" ") || undefined,
    isInvalid: isInvalid || Boolean(field["aria-invalid"]),
  };
};
