"use client";
import { type ComponentType, lazy, Suspense, useState } from "react";
import { later } from "./later.tsx";
import { useHydrated } from "./use-hydrated.ts";

/** A part that few pages begin with: with those it comes in the HTML, in the others as a later part, when it is first drawn. */
export const seldom = <Props extends object>(load: () => Promise<ComponentType<Props>>) => {
  const First = lazy(async () => ({ default: await load() }));
  const { Part: Later, soon } = later(load);

  const Part = (props: Props) => {
    const isHydrated = useHydrated();
    const [isFirst] = useState(!isHydrated);
    return isFirst ? (
      <Suspense>
        <First {...props} />
      </Suspense>
    ) : (
      <Later {...props} />
    );
  };
  return { Part, soon };
};
