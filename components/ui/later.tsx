"use client";
import { useTranslations } from "next-intl";
import { type ComponentType, useEffect, useState } from "react";

const againMs = 5_000;

/**
 * A part whose code comes when it is first drawn, or before that when `soon` says that it will be wanted. Not React's lazy:
 * without a network that would take the whole page down, here the part says that it is missing and is asked for until it comes. Where
 * there is something to work with until then, that stands in its place.
 */
export const later = <Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  Meanwhile?: ComponentType<Props>,
) => {
  let known: ComponentType<Props> | null = null;
  const fetch = async (): Promise<void> => {
    known ??= await load();
  };

  const Part = (props: Props) => {
    const t = useTranslations("ui");
    const [state, setState] = useState<"coming" | "here" | "missing">(known ? "here" : "coming");
    useEffect(() => {
      if (state === "here") return;
      let wanted = true;
      const settle = (outcome: "here" | "missing") => () => wanted && setState(outcome);
      const ask = () => void fetch().then(settle("here"), settle("missing"));
      const again = setInterval(ask, againMs);
      if (state === "coming") ask();
      return () => {
        wanted = false;
        clearInterval(again);
      };
    }, [state]);
    if (state !== "here" && Meanwhile) return <Meanwhile {...props} />;
    if (state === "missing")
      return (
        <p role="alert" className="p-3 text-failed text-sm">
          {t("partMissing")}
        </p>
      );
    return state === "here" && known ? <KnownPart part={known} props={props} /> : null;
  };
  return { Part, soon: (): void => void fetch().catch(() => {}) };
};

const KnownPart = <Props extends object>({ part: Part, props }: { part: ComponentType<Props>; props: Props }) => (
  <Part {...props} />
);
