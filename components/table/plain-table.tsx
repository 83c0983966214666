import type { ReactNode } from "react";
import { cx } from "#components/ui/cx.ts";

type Column = {
  label: string;
  /** Right-aligned, for amounts. */
  amount?: boolean;
  /** Where there is little room its words stand under the first column's. */
  wide?: boolean;
  /** Its heading is for the ear. */
  silent?: boolean;
};

type PlainTableProps = { caption: string; columns: readonly Column[]; children: ReactNode };

/** A table to read, without keys of its own; on a phone only what matters most keeps a column. */
export const PlainTable = ({ caption, columns, children }: PlainTableProps) => (
  <table className="w-full text-sm">
    <caption className="sr-only">{caption}</caption>
    <thead className="text-ink-2 text-xs">
      <tr className="h-8 border-line border-b text-left">
        {columns.map(({ label, amount, wide, silent }) => (
          <th
            key={label}
            scope="col"
            className={cx("px-3 font-medium first:pl-4 last:pr-4", amount && "text-right", wide && "max-lg:hidden")}
          >
            {silent ? <span className="sr-only">{label}</span> : label}
          </th>
        ))}
      </tr>
    </thead>
    <tbody>{children}</tbody>
  </table>
);

export const PlainRow = ({ children }: { children: ReactNode }) => (
  <tr className="border-line align-top not-last:border-b">{children}</tr>
);

type PlainCellProps = { amount?: boolean; wide?: boolean; className?: string; children?: ReactNode };

export const PlainCell = ({ amount, wide, className, children }: PlainCellProps) => (
  <td
    className={cx(
      "px-3 py-2.5 first:pl-4 last:pr-4",
      amount && "whitespace-nowrap text-right",
      wide && "max-lg:hidden",
      className,
    )}
  >
    {children}
  </td>
);
