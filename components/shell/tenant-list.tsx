"use client";
import { Check } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { cx } from "#components/ui/cx.ts";
import { Link } from "#components/ui/link.tsx";
import { TextInput } from "#components/ui/text-input.tsx";
import { paths } from "#lib/paths.ts";
import { lineage, type TenantView } from "#lib/resources/tenant/view.ts";

const searchFrom = 8;

/** Parents directly before their children. */
const inOrder = (tenants: TenantView[]): TenantView[] =>
  [...tenants].sort((a, b) => {
    const left = lineage(a).join("\u0000");
    const right = lineage(b).join("\u0000");
    return left < right ? -1 : left > right ? 1 : 0;
  });

type TenantListProps = { current: TenantView; tenants: TenantView[] | null; onChosen: () => void };

/** The tenants one may go to, as a tree; with a search when there are many. */
export const TenantList = ({ current, tenants, onChosen }: TenantListProps) => {
  const t = useTranslations("shell.tenant");
  const [text, setText] = useState("");
  if (!tenants) return <p className="p-3 text-ink-2 text-sm">{t("failed")}</p>;
  const wanted = text.trim().toLowerCase();
  const found = inOrder(tenants).filter(({ namespace }) => namespace.includes(wanted));
  const shallowest = Math.min(...found.map(({ ancestors }) => ancestors.length));
  return (
    <nav aria-label={t("title")} className="flex max-h-[min(420px,70dvh)] flex-col">
      {tenants.length > searchFrom && (
        <div className="border-line border-b p-2">
          <TextInput
            type="search"
            autoFocus
            aria-label={t("search")}
            placeholder={t("search")}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </div>
      )}
      {found.length === 0 && <p className="p-3 text-ink-2 text-sm">{t("none", { text })}</p>}
      <ul className="overflow-y-auto p-1">
        {found.map((tenant) => {
          const chosen = tenant.namespace === current.namespace;
          return (
            <li key={tenant.namespace}>
              <Link
                href={paths.vms(tenant.namespace)}
                aria-current={chosen ? "true" : undefined}
                onClick={onChosen}
                style={{ paddingInlineStart: `${8 + (wanted ? 0 : tenant.ancestors.length - shallowest) * 14}px` }}
                className="flex min-h-9 items-center gap-2 rounded-control py-1 pr-2 -outline-offset-2 hover:bg-raised"
              >
                <span className="min-w-0 flex-1">
                  <span className={cx("block truncate", chosen && "font-semibold")}>{tenant.name}</span>
                  {wanted && <span className="block truncate text-ink-3 text-xs">{lineage(tenant).join(" / ")}</span>}
                </span>
                {chosen && <Check aria-hidden="true" className="size-4 shrink-0 text-accent" />}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
};
