"use client";
import { usePathname, useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { type FindGroup, FindList, type FindOption } from "#components/ui/find-list.tsx";
import { samePlace } from "#lib/paths.ts";
import { findTenants, type TenantNode, tenantTree } from "#lib/resources/tenant/tree.ts";
import type { TenantView } from "#lib/resources/tenant/view.ts";
import { LateWords } from "./late-words.tsx";
import { readRecent } from "./recent.ts";

type TenantListProps = { current: TenantView; tenants: TenantView[] | null; onChosen: () => void };

const words = ["tools"] as const;
/** From so many on, those one was in lately stand first. */
const recentFrom = 8;
const mostRecent = 4;

/** The tenants one may go to, as a tree; typing finds one wherever it lies. */
export const TenantList = (props: TenantListProps) => (
  <LateWords areas={words}>
    <Tenants {...props} />
  </LateWords>
);

const Tenants = ({ current, tenants, onChosen }: TenantListProps) => {
  const t = useTranslations("tools.tenant");
  const router = useRouter();
  const pathname = usePathname();
  const [text, setText] = useState("");
  const [recent] = useState(readRecent);
  const tree = useMemo(() => tenantTree(tenants ?? []), [tenants]);
  if (!tenants) return <p className="p-3 text-ink-2 text-sm">{t("failed")}</p>;

  const optionOf =
    (place: string) =>
    ({ tenant, depth, unseen }: TenantNode): FindOption => ({
      id: `${place} ${tenant.namespace}`,
      label: tenant.name,
      detail: unseen.join(" / "),
      href: samePlace(pathname, tenant.namespace),
      current: tenant.namespace === current.namespace,
      indent: depth,
    });
  const isSearching = text.trim() !== "";
  const lately = [...new Set(recent.map(({ tenant }) => tenant))]
    .filter((namespace) => namespace !== current.namespace)
    .flatMap((namespace) => tenants.find((tenant) => tenant.namespace === namespace) ?? [])
    .slice(0, tenants.length >= recentFrom && !isSearching ? mostRecent : 0)
    .map((tenant): TenantNode => ({ tenant, depth: 0, unseen: tenant.ancestors }));
  const found = isSearching ? findTenants(tenants, text) : tree;
  const groups: FindGroup<FindOption>[] = [
    { id: "recent", title: t("recent"), options: lately.map(optionOf("recent")) },
    { id: "all", title: lately.length > 0 ? t("all") : null, options: found.map(optionOf("all")) },
  ];
  return (
    <FindList
      label={t("search")}
      resultsLabel={t("list")}
      text={text}
      onText={setText}
      groups={groups}
      empty={t("none", { text })}
      announce={isSearching ? t("count", { count: found.length }) : ""}
      firstActive={`all ${current.namespace}`}
      onChoose={({ href }) => {
        onChosen();
        if (href) router.push(href);
      }}
    />
  );
};
