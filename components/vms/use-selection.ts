import { useCallback, useRef, useState } from "react";
import { markOf, noSelection, type Selection, selectRange } from "#lib/resources/vm/selection.ts";
import type { VmRow } from "#lib/resources/vm/view.ts";

export type MarkOptions = {
  /** Everything since the row that was marked before. */
  extend?: boolean;
  /** Rows as they stand in the list now, those of closed groups left out. */
  visible: readonly VmRow[];
};

/** Which machines are marked. A range begins at the row that was marked last. */
export const useSelection = () => {
  const [selection, setSelection] = useState<Selection>(noSelection);
  const anchor = useRef<string | null>(null);

  const mark = useCallback((row: VmRow, { extend = false, visible }: MarkOptions) => {
    const from = extend ? visible.findIndex((one) => markOf(one) === anchor.current) : -1;
    const to = visible.indexOf(row);
    if (from < 0) anchor.current = markOf(row);
    setSelection((now) =>
      from < 0
        ? selectRange(now, [row], { from: 0, to: 0, on: !now.has(markOf(row)) })
        : selectRange(now, visible, { from, to, on: true }),
    );
  }, []);

  /** One step of the keyboard from one row to its neighbour: away from where the range began it grows, back it shrinks. */
  const stretch = useCallback((from: number, to: number, visible: readonly VmRow[]) => {
    const [left, reached] = [visible[from], visible[to]];
    if (!left || !reached) return;
    let start = visible.findIndex((one) => markOf(one) === anchor.current);
    if (start < 0) {
      anchor.current = markOf(left);
      start = from;
    }
    const grows = Math.abs(to - start) > Math.abs(from - start);
    setSelection((now) =>
      grows
        ? selectRange(now, visible, { from: start, to, on: true })
        : selectRange(now, visible, { from, to: from, on: false }),
    );
  }, []);

  const clear = useCallback(() => {
    anchor.current = null;
    setSelection(noSelection);
  }, []);

  return { selection, setSelection, mark, stretch, clear };
};

export type SelectionTools = ReturnType<typeof useSelection>;
