import type { ReactNode } from "react";
import { opensHere } from "#components/ui/opens-here.ts";
import { type ObjectRef, refKey } from "#lib/manifest/related.ts";
import { paths } from "#lib/paths.ts";
import { useFramedVm } from "../vm-frame.tsx";

type ObjectLinkProps = {
  /** Null: the machine's own. */
  to: ObjectRef | null;
  isCurrent?: boolean;
  onOpen: (key: string | null) => void;
  className: string;
  children: ReactNode;
};

/** An object's own address on this page, opened without asking the server for the page again. */
export const ObjectLink = ({ to, isCurrent = false, onOpen, className, children }: ObjectLinkProps) => {
  const { tenant, vm } = useFramedVm();
  const key = to && refKey(to);
  return (
    <a
      href={paths.vmManifest(tenant, vm.name, key)}
      aria-current={isCurrent ? "true" : undefined}
      className={className}
      onClick={(event) => {
        if (!opensHere(event)) return;
        event.preventDefault();
        onOpen(key);
      }}
    >
      {children}
    </a>
  );
};
