import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Card } from "#components/ui/card.tsx";
import { Command } from "#components/ui/command.tsx";
import { Fold } from "#components/ui/fold.tsx";
import { type ClusterFacts, kubeconfigOf, kubeconfigUser } from "#lib/access/kubeconfig.ts";
import { releaseOfVm } from "#lib/resources/names.ts";
import { SaveText } from "./save-text.tsx";

/** How to work here with one's own tools, from nothing installed to a console. */
export const ToolsCard = ({ tenant, cluster }: { tenant: string; cluster: ClusterFacts }) => {
  const t = useTranslations("access.tools");
  const kubeconfig = kubeconfigOf(cluster, tenant);
  const file = `${tenant}.kubeconfig.yaml`;
  const what = t("copyCommand");
  const oidc = cluster.oidc !== null;
  const installs = {
    krew: oidc ? "kubectl krew install oidc-login virt" : "kubectl krew install virt",
    brew: oidc ? "brew install kubectl kubelogin" : "brew install kubectl",
    choco: oidc ? "choco install kubernetes-cli kubelogin" : "choco install kubernetes-cli",
  };
  const release = releaseOfVm("NAME");
  return (
    <Card title={t("title")} aside={t("hint")}>
      <ol className="space-y-5">
        <Step title={t("install")}>
          <p>{t(oidc ? "installOidc" : "installToken")}</p>
          <dl className="grid gap-3 lg:grid-cols-3">
            {(["krew", "brew", "choco"] as const).map((way) => (
              <div key={way} className="min-w-0">
                <dt className="mb-1 text-ink-3 text-xs">{t(way)}</dt>
                <dd>
                  <Command text={installs[way]} what={what} />
                </dd>
              </div>
            ))}
          </dl>
          <p>{t("virtctlNote")}</p>
        </Step>
        <Step title={t("kubeconfig", { tenant })}>
          <p>{t(oidc ? "kubeconfigOidc" : "kubeconfigToken")}</p>
          {!oidc && (
            <Command
              text={`kubectl --kubeconfig ${file} config set-credentials ${kubeconfigUser} --token="$(cat token)"`}
              what={what}
            />
          )}
          <SaveText text={kubeconfig} file={file} label={t("download")} />
          <Fold title={t("show")}>
            <Command text={kubeconfig} what={file} />
          </Fold>
        </Step>
        <Step title={t("use")}>
          <Command text={`export KUBECONFIG=~/Downloads/${file}\nkubectl get vminstances`} what={what} />
        </Step>
        <Step title={t("machines")}>
          <Command
            text={[
              `virtctl ssh USER@vmi/${release} --namespace ${tenant}`,
              `virtctl console ${release} --namespace ${tenant}`,
              `virtctl vnc ${release} --namespace ${tenant}`,
              `virtctl port-forward vmi/${release} 8080:80 --namespace ${tenant}`,
            ].join("\n")}
            what={what}
          />
          <p>{t("machinesNote")}</p>
        </Step>
      </ol>
    </Card>
  );
};

const Step = ({ title, children }: { title: string; children: ReactNode }) => (
  <li>
    <h3 className="font-medium text-sm">{title}</h3>
    <div className="mt-1.5 space-y-2 text-ink-2 text-sm">{children}</div>
  </li>
);
