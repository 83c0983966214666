import { type RefObject, useEffect, useState } from "react";
import { drawnIndexes, type RowWindow, rowWindow, scrollToShow } from "./row-window.ts";

/** What the server draws, before any window is known: enough for a large screen. */
const firstView = { width: 1200, height: 880 };

type RowWindowOptions = {
  scroller: RefObject<HTMLElement | null>;
  count: number;
  /** Height of every row, by the width of the scroller. */
  heightAt: (width: number) => number;
  /** Always drawn, wherever it is: the row that has the focus. */
  keep: number;
};

type View = RowWindow & { rowHeight: number; viewHeight: number };

const same = (a: View, b: View) =>
  a.first === b.first && a.end === b.end && a.rowHeight === b.rowHeight && a.viewHeight === b.viewHeight;

/**
 * Which rows of a long list are drawn. Rows are all of one height and placed by CSS (`--row` × index), which is why this is not
 * react-virtual: that is 9.5 KB on the wire for what these lists do not need.
 */
export const useRowWindow = ({ scroller, count, heightAt, keep }: RowWindowOptions) => {
  const [view, setView] = useState<View>(() => {
    const rowHeight = heightAt(firstView.width);
    return { ...rowWindow(0, firstView.height, rowHeight), rowHeight, viewHeight: firstView.height };
  });

  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const look = () => {
      const rowHeight = heightAt(element.clientWidth);
      const viewHeight = element.clientHeight;
      const seen = { ...rowWindow(element.scrollTop, viewHeight, rowHeight), rowHeight, viewHeight };
      setView((now) => (same(now, seen) ? now : seen));
    };
    const observer = new ResizeObserver(look);
    observer.observe(element);
    element.addEventListener("scroll", look, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener("scroll", look);
    };
  }, [scroller, heightAt]);

  const reveal = (index: number) => {
    const element = scroller.current;
    if (!element) return;
    const { scrollTop, clientHeight, scrollHeight } = element;
    const headerHeight = Math.max(0, scrollHeight - count * view.rowHeight);
    element.scrollTop = scrollToShow(index, view.rowHeight, { scrollTop, clientHeight, headerHeight });
  };

  return {
    indexes: drawnIndexes(view, count, keep),
    reveal,
    rowHeight: view.rowHeight,
    /** Rows that fit: how far Page Up and Page Down go. */
    pageSize: Math.max(1, Math.floor(view.viewHeight / view.rowHeight) - 1),
  };
};
