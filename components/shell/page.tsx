import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { cx } from "#components/ui/cx.ts";
import { Breadcrumb, type Crumb } from "./breadcrumb.tsx";
import { JumpButton } from "./jump-button.tsx";
import { Messages } from "./messages.tsx";

type PageProps = {
  /** From the tenant to this page; the last is the page itself. */
  crumbs: readonly Crumb[];
  /** Page actions, at the right end of the top bar; on a phone a page places its own. */
  actions?: ReactNode;
  /** The page scrolls inside itself (a list, a console) instead of as a whole. */
  fixed?: boolean;
  children: ReactNode;
};

/** Top bar and main landmark of every page inside the shell. */
export const Page = ({ crumbs, actions, fixed = false, children }: PageProps) => {
  const t = useTranslations("shell");
  return (
    <div className={cx("flex min-w-0 flex-1 flex-col", fixed && "min-h-0")}>
      <header className="flex h-14 shrink-0 items-center justify-between gap-4 border-line border-b px-6 max-md:hidden">
        <Breadcrumb label={t("breadcrumb")} crumbs={crumbs} />
        <div className="flex items-center gap-2">
          <Messages areas={["shell.jump"]}>
            <JumpButton />
          </Messages>
          {actions}
        </div>
      </header>
      <main id="content" tabIndex={-1} className={cx("flex min-w-0 flex-1 flex-col outline-none", fixed && "min-h-0")}>
        {children}
      </main>
    </div>
  );
};
