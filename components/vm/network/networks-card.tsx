"use client";
import { useTranslations } from "next-intl";
import { Card } from "#components/ui/card.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Mono } from "#components/ui/text.tsx";

/** Networks beside the tenant's own that the machine has an interface in. */
export const NetworksCard = ({ networks }: { networks: readonly string[] }) => {
  const t = useTranslations("exposure.networks");
  return (
    <Card title={t("title")}>
      {networks.length === 0 ? (
        <p className="text-ink-2 text-sm">{t("none")}</p>
      ) : (
        <>
          <ul className="space-y-1 text-sm">
            {networks.map((network) => (
              <li key={network} className="flex items-start justify-between gap-1">
                <Mono className="wrap-anywhere min-w-0">{network}</Mono>
                <CopyButton text={network} what={network} className="-my-1.5 max-md:-my-3" />
              </li>
            ))}
          </ul>
          <p className="mt-2 text-ink-3 text-xs">{t("says")}</p>
        </>
      )}
    </Card>
  );
};
