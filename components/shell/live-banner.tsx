"use client";
import { useEffect } from "react";
import { later } from "#components/ui/later.tsx";
import { useConnection } from "./live.tsx";

const line = later(() => import("./live-line.tsx").then((file) => file.LiveLine));
const settledMs = 3_000;

/** A slim line over the page when what it shows may be out of date, or will never be updated again. */
export const LiveBanner = () => {
  const { state } = useConnection();
  useEffect(() => {
    if (state !== "live") return;
    // While there is a network: mostly it says that there is none.
    const timer = setTimeout(line.soon, settledMs);
    return () => clearTimeout(timer);
  }, [state]);
  return <div role="status">{state !== "live" && state !== "connecting" && <line.Part />}</div>;
};
