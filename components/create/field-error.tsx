import { CircleAlert } from "lucide-react";

/** What is wrong with a group of controls that is no Field; read out when it appears. */
export const FieldError = ({ id, children }: { id?: string; children: string | null }) => (
  <p id={id} role="alert" className="mt-2 flex items-start gap-1.5 text-failed text-sm empty:hidden">
    {children && <CircleAlert aria-hidden="true" className="mt-px size-4 shrink-0" />}
    {children}
  </p>
);
