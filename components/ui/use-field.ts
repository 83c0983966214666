import { createContext, useContext } from "react";

type FieldIds = { id: string; describedBy: string | undefined; invalid: boolean };

/** Given by the Field around a control. */
export const FieldContext = createContext<FieldIds | null>(null);

/** What a control needs to belong to the Field around it; nothing outside one. */
export const useField = () => {
  const field = useContext(FieldContext);
  return field
    ? { id: field.id, "aria-describedby": field.describedBy, "aria-invalid": field.invalid || undefined }
    : {};
};
