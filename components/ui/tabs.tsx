import type { ReactNode } from "react";
import { cx } from "./cx.ts";
import { Link } from "./link.tsx";

type Tab = { href: string; label: ReactNode; count?: number; current: boolean };

const peekPx = 48;

/** On a phone not all have room: the one that is open is in view. */
const intoView = (tab: HTMLElement | null): void => {
  const row = tab?.closest("nav");
  if (!tab || !row) return;
  // Sideways alone: the page itself stays where it is. A piece of the next one shows that there are more.
  row.scrollLeft += Math.max(0, tab.getBoundingClientRect().right + peekPx - row.getBoundingClientRect().right);
};

/** Places of one thing, as links: the address says which tab is open. */
export const Tabs = ({ label, tabs }: { label: string; tabs: readonly Tab[] }) => (
  <nav aria-label={label} className="-mb-px overflow-x-auto">
    <ul className="flex gap-5">
      {tabs.map((tab) => (
        <li key={tab.href} ref={tab.current ? intoView : undefined}>
          <Link
            href={tab.href}
            aria-current={tab.current ? "page" : undefined}
            className={cx(
              "flex h-10 items-center gap-1.5 whitespace-nowrap border-b-2 font-medium transition-colors -outline-offset-2",
              tab.current ? "border-accent text-ink" : "border-transparent text-ink-2 hover:text-ink",
            )}
          >
            {tab.label}
            {tab.count !== undefined && <span className="text-ink-3">{tab.count}</span>}
          </Link>
        </li>
      ))}
    </ul>
  </nav>
);
