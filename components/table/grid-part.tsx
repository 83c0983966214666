import type { ComponentProps } from "react";

type GridPartProps = Omit<ComponentProps<"div">, "role"> & {
  role: "grid" | "treegrid" | "rowgroup" | "row" | "columnheader" | "gridcell";
};

/** A part of a grid of divs: rows of a virtualised table are placed freely, which a `<tr>` cannot be. */
export const GridPart = (props: GridPartProps) => <div {...props} />;
