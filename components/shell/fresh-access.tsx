"use client";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { useAccessVersion } from "./live.tsx";

/** Asks the server for the page again when the cluster lets this person do other things than when it was made. */
export const FreshAccess = ({ version }: { version: string | null }) => {
  const router = useRouter();
  const current = useAccessVersion();
  useEffect(() => {
    if (current && current !== version) router.refresh();
  }, [router, current, version]);
  return null;
};
