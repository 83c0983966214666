import type { ReactNode } from "react";

type EmptyStateProps = {
  /** `h1` where this is all the page says. */
  heading?: "h1" | "h2";
  drawing?: "horizon" | "lens";
  title: ReactNode;
  children?: ReactNode;
  /** One action. */
  action?: ReactNode;
};

const drawings = {
  horizon: (
    <>
      <circle cx="60" cy="40" r="30" />
      <circle cx="60" cy="40" r="24" strokeOpacity="0.45" />
      <path d="M36 44c8-7 16-7 24 0s16 7 24 0" />
      <path d="M42 54c6-4 12-4 18 0s12 4 18 0" strokeOpacity="0.45" />
      <path d="M4 70h26M90 70h26" strokeOpacity="0.45" />
    </>
  ),
  lens: (
    <>
      <circle cx="54" cy="36" r="24" />
      <path d="m72 54 20 20" />
      <path d="M42 36h24M42 44h14M42 28h18" strokeOpacity="0.45" />
    </>
  ),
} as const;

/** There is nothing to show, truthfully: why, and the one way on. */
export const EmptyState = ({
  heading: Heading = "h2",
  drawing = "horizon",
  title,
  children,
  action,
}: EmptyStateProps) => (
  <div className="flex flex-col items-center px-6 py-16 text-center">
    <svg
      viewBox="0 0 120 80"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      aria-hidden="true"
      className="mb-5 h-20 w-30 text-accent"
    >
      {drawings[drawing]}
    </svg>
    <Heading className="font-semibold text-section">{title}</Heading>
    {children && <div className="mt-1.5 max-w-[52ch] text-ink-2">{children}</div>}
    {action && <div className="mt-5">{action}</div>}
  </div>
);
