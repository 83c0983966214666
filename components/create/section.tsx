import { type ReactNode, useId } from "react";

type SectionProps = { title: string; hint?: ReactNode; children: ReactNode };

/** One part of the create page, named for whoever jumps by headings. */
export const Section = ({ title, hint, children }: SectionProps) => {
  const id = useId();
  return (
    <section aria-labelledby={id} className="min-w-0">
      <h2 id={id} className="font-semibold text-section">
        {title}
      </h2>
      {hint && <p className="mt-0.5 max-w-[76ch] text-ink-2 text-sm">{hint}</p>}
      <div className="mt-3">{children}</div>
    </section>
  );
};
