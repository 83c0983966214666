import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Badge } from "#components/ui/badge.tsx";
import { Card } from "#components/ui/card.tsx";
import { Fold } from "#components/ui/fold.tsx";
import { Mono } from "#components/ui/text.tsx";
import { groupsFor } from "#lib/access/grants.ts";
import type { ClusterIdentity, PersonView } from "#lib/resources/tenant/view.ts";
import type { Level } from "#lib/resources/vm/access.ts";
import { ExactTime } from "./exact-time.tsx";

type WhoCardProps = {
  tenant: string;
  person: PersonView;
  /** Null when the cluster could not be asked. */
  known: ClusterIdentity | null;
  /** Null then, too. */
  level: Level | null;
};

const mostGroups = 300;

/** Name and groups as the cluster knows them, the role that follows, and how long the session lasts. */
export const WhoCard = ({ tenant, person, known, level }: WhoCardProps) => {
  const t = useTranslations("access.who");
  const shell = useTranslations("shell.level");
  const { name, groups } = known ?? person;
  const opening = groupsFor(tenant, groups);
  const others = groups.filter((group) => !opening.includes(group));
  return (
    <Card title={t("title")} aside={known === null && t("asSignIn")}>
      <dl className="grid gap-x-8 gap-y-3 sm:grid-cols-2 lg:grid-cols-4">
        <Fact term={t("name")}>
          <Mono className="wrap-anywhere">{name}</Mono>
        </Fact>
        {level && (
          <Fact term={t("level")}>
            <Badge>{shell(level)}</Badge>
            <span className="mt-1 block text-ink-2 text-xs">{shell(`about.${level}`)}</span>
          </Fact>
        )}
        <Fact term={t("groups")}>
          {opening.length === 0 && <span className="text-ink-2">{t("noGroups")}</span>}
          {opening.map((group) => (
            <Mono key={group} className="block wrap-anywhere">
              {group}
            </Mono>
          ))}
          {others.length > 0 && (
            <Fold title={t("others", { count: others.length })}>
              <ul className="max-h-48 overflow-y-auto text-ink-2 text-xs">
                {others.slice(0, mostGroups).map((group) => (
                  <li key={group} className="wrap-anywhere">
                    <Mono>{group}</Mono>
                  </li>
                ))}
              </ul>
            </Fold>
          )}
        </Fact>
        <Fact term={t("since")}>
          <ExactTime iso={person.startedAt} />
          <span className="mt-1 block text-ink-2 text-xs">
            {t.rich("until", {
              idle: () => <ExactTime iso={person.expiresAt} />,
              latest: () => <ExactTime iso={person.endsAt} />,
            })}
          </span>
        </Fact>
      </dl>
    </Card>
  );
};

const Fact = ({ term, children }: { term: string; children: ReactNode }) => (
  <div className="min-w-0">
    <dt className="text-ink-3 text-xs">{term}</dt>
    <dd className="mt-0.5">{children}</dd>
  </div>
);
