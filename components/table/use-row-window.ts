import { type RefObject, useEffect, useState } from "react";
import { drawnIndexes, rowWindow, scrollToShow, stepRows } from "./row-window.ts";

/** What the server draws, before any window is known: enough for a large screen. */
const firstView = { width: 1200, height: 880 };

type RowWindowOptions = {
  scroller: RefObject<HTMLElement | null>;
  count: number;
  /** Height of every row, by the width of the scroller. */
  heightAt: (width: number) => number;
  /** How many rows and how many headings are above an entry; without it there are only rows. */
  above?: (index: number) => { rows: number; headings: number };
  headingHeight?: number;
  /** Always drawn, wherever it is: the entry that has the focus. */
  keep: number;
};

type View = { top: number; rowHeight: number; viewHeight: number };

const same = (a: View, b: View) => a.top === b.top && a.rowHeight === b.rowHeight && a.viewHeight === b.viewHeight;

/**
 * Which entries of a long list are drawn. They are placed by CSS (`--row` × rows above), which is why this is not react-virtual: that is
 * 9.5 KB on the wire for what these lists do not need.
 */
export const useRowWindow = ({
  scroller,
  count,
  heightAt,
  above = (index) => ({ rows: index, headings: 0 }),
  headingHeight = 0,
  keep,
}: RowWindowOptions) => {
  const [view, setView] = useState<View>(() => ({
    top: 0,
    rowHeight: heightAt(firstView.width),
    viewHeight: firstView.height,
  }));

  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const look = () => {
      const rowHeight = heightAt(element.clientWidth);
      const step = stepRows * rowHeight;
      const top = Math.floor(element.scrollTop / step) * step;
      const seen = { top, rowHeight, viewHeight: element.clientHeight };
      setView((now) => (same(now, seen) ? now : seen));
    };
    look();
    const observer = new ResizeObserver(look);
    observer.observe(element);
    element.addEventListener("scroll", look, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener("scroll", look);
    };
  }, [scroller, heightAt]);

  const { top, rowHeight, viewHeight } = view;
  const topOf = (index: number) => {
    const { rows, headings } = above(index);
    return rows * rowHeight + headings * headingHeight;
  };
  const drawn = rowWindow({ count, topOf }, top, viewHeight + stepRows * rowHeight);

  const reveal = (index: number) => {
    const element = scroller.current;
    if (!element) return;
    const { scrollTop, clientHeight, scrollHeight } = element;
    const headerHeight = Math.max(0, scrollHeight - topOf(count));
    const entry = { top: topOf(index), height: topOf(index + 1) - topOf(index) };
    element.scrollTop = scrollToShow(entry, { scrollTop, clientHeight, headerHeight });
  };

  return {
    indexes: drawnIndexes(drawn, count, keep),
    reveal,
    rowHeight,
    /** Rows that fit: how far Page Up and Page Down go. */
    pageSize: Math.max(1, Math.floor(viewHeight / rowHeight) - 1),
  };
};
