"use client";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { madeBy, type ObjectRef, type Related, refKey } from "#lib/manifest/related.ts";
import { ObjectLink } from "./object-link.tsx";

type WaysProps = { of: ObjectRef; own: ObjectRef; all: readonly Related[]; onOpen: (key: string | null) => void };

/** From an object to what it was made by, and to what exists because of it. */
export const Ways = ({ of, own, all, onOpen }: WaysProps) => {
  const t = useTranslations("manifest");
  const from = all.find((one) => refKey(one) === refKey(of))?.from ?? [];
  const to = madeBy(of, all);
  if (from.length === 0 && to.length === 0) return null;
  const links = (refs: readonly ObjectRef[]): ReactNode =>
    refs.map((ref) => (
      <ObjectLink
        key={refKey(ref)}
        to={refKey(ref) === refKey(own) ? null : ref}
        onOpen={onOpen}
        className="break-words font-medium text-accent hover:underline"
      >
        {ref.kind} {ref.name}
      </ObjectLink>
    ));
  return (
    <div className="space-y-1 px-4 pt-3 text-ink-2 text-xs">
      {from.length > 0 && (
        <p className="flex flex-wrap gap-x-3">
          {t("from")} {links(from)}
        </p>
      )}
      {to.length > 0 && (
        <p className="flex flex-wrap gap-x-3">
          {t("leadsTo")} {links(to)}
        </p>
      )}
    </div>
  );
};
