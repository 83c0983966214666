"use client";
import { useTranslations } from "next-intl";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { VmView } from "#lib/resources/vm/view.ts";
import { stateSinceOf } from "./state-since.ts";

/** Since when the machine is in this state; nothing where the platform does not say. */
export const VmSince = ({ vm }: { vm: VmView }) => {
  const t = useTranslations("vm.header");
  const since = stateSinceOf(vm);
  if (!since) return null;
  return (
    <span className="text-ink-3 text-sm">
      {t.rich("for", { duration: () => <RelativeTime key="since" iso={since} lasting /> })}
    </span>
  );
};
