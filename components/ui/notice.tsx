import { CircleAlert, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "./cx.ts";

type NoticeTone = "attention" | "failed" | "info";

const looks = {
  attention: { box: "border-attention/50 bg-attention-soft", icon: "text-attention", Icon: TriangleAlert },
  failed: { box: "border-failed/45 bg-failed-soft", icon: "text-failed", Icon: CircleAlert },
  info: { box: "border-line bg-raised", icon: "text-ink-2", Icon: Info },
} as const;

type NoticeProps = {
  tone: NoticeTone;
  /** What is true. */
  title: ReactNode;
  /** What follows from it. */
  children?: ReactNode;
  /** The one thing to do. */
  action?: ReactNode;
  /** Read out when it appears. */
  announce?: boolean;
  className?: string;
};

export const Notice = ({ tone, title, children, action, announce = false, className }: NoticeProps) => {
  const { box, icon, Icon } = looks[tone];
  return (
    <div role={announce ? "alert" : undefined} className={cx("flex gap-3 rounded-card border p-4", box, className)}>
      <Icon aria-hidden="true" className={cx("mt-0.5 size-4 shrink-0", icon)} />
      <div className="min-w-0 flex-1">
        <p className="font-semibold">{title}</p>
        {children && <div className="mt-1 max-w-[68ch] text-ink-2 text-sm">{children}</div>}
        {action && <div className="mt-3 flex flex-wrap items-center gap-3">{action}</div>}
      </div>
    </div>
  );
};
