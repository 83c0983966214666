import { ExternalLink } from "lucide-react";
import type { ReactNode } from "react";

/** A link to the provider's own documentation, in a tab of its own. */
export const DocLink = ({ href, children }: { href: string; children: ReactNode }) => (
  <a
    href={href}
    target="_blank"
    rel="noreferrer"
    className="inline-flex items-center gap-1 text-accent underline-offset-2 hover:underline"
  >
    {children}
    <ExternalLink aria-hidden="true" className="size-3.5 shrink-0" />
  </a>
);
