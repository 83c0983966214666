"use client";
import { useMutation } from "@tanstack/react-query";
import { Eye, EyeOff, Pencil } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { UserDataField } from "#components/cloud-init/user-data-field.tsx";
import type { Stop } from "#components/cloud-init/user-data-props.ts";
import { useRuleWords } from "#components/create/use-rule-words.ts";
import { ProblemNotice } from "#components/feedback/problem-notice.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { client, problemFrom } from "#lib/api/client.ts";
import { cloudInitLimitBytes, cloudInitProblem, isCloudInit } from "#lib/cloud-init/user-data.ts";
import { accessConsequences } from "#lib/edit/access.ts";
import type { SettingsView } from "#lib/edit/settings.ts";
import { ChangeOutcome } from "../edit/change-outcome.tsx";
import { ConsequenceList } from "../edit/consequence-list.tsx";
import { useChange } from "../edit/use-change.ts";
import { useFramedVm } from "../vm-frame.tsx";
import { FirstBootNote } from "./first-boot-note.tsx";
import { SaveBar } from "./save-bar.tsx";

/** The text as read or begun, as typed since, and the settings it was read with. */
type Shown = { stored: string; text: string; on: SettingsView };

/** User data, masked until somebody asks for it: each time it is read, that is recorded. */
export const CloudInitCard = ({ view }: { view: SettingsView }) => {
  const t = useTranslations("first-boot.cloudInit");
  const words = useRuleWords();
  const { tenant, vm } = useFramedVm();
  const [shown, setShown] = useState<Shown | null>(null);
  const change = useChange(tenant, vm.name);
  const asked = useMutation({
    mutationFn: () => client.cloudInit(tenant, vm.name),
    onMutate: () => view,
    onSuccess: ({ text }, _, on) => setShown({ stored: text, text, on }),
  });
  const [asIs, setAsIs] = useState<string | null>(null);
  const stop = useRef<Stop | null>(null);
  const { hasCloudInit, exposure } = view.settings;

  if (!shown)
    return (
      <Card title="cloud-init" aside={<FirstBootNote />}>
        <p className="text-ink-2 text-sm">{t(hasCloudInit ? "masked" : "none")}</p>
        <div className="mt-3 space-y-3">
          {hasCloudInit && (
            <Button
              size="small"
              icon={<Eye aria-hidden="true" className="size-4" />}
              busy={asked.isPending}
              onClick={() => asked.mutate()}
            >
              {t("show")}
            </Button>
          )}
          {!hasCloudInit && view.refusal === null && (
            <Button
              size="small"
              icon={<Pencil aria-hidden="true" className="size-4" />}
              onClick={() => setShown({ stored: "", text: "", on: view })}
            >
              {t("write")}
            </Button>
          )}
          {asked.isError && (
            <ProblemNotice
              problem={problemFrom(asked.error)}
              title={t("unread")}
              onRetry={() => asked.mutate()}
              announce
            />
          )}
          <ChangeOutcome change={change} />
        </div>
      </Card>
    );

  const { stored, text, on } = shown;
  const isChanged = text !== stored;
  // Talos takes its machine configuration from where others have user data.
  const lacksStart = text !== "" && vm.os.family !== "talos" && !isCloudInit(text);
  const rule = cloudInitProblem(text) ?? (lacksStart ? ("cloudInitStart" as const) : null);
  const error = isChanged && rule ? words({ path: "cloudInit", rule, values: { max: cloudInitLimitBytes } }) : null;
  const hide = () => setShown(null);
  return (
    <Card title="cloud-init" aside={<FirstBootNote />}>
      <div className="space-y-3">
        <UserDataField
          label={t("label")}
          text={text}
          onText={(typed) => setShown({ ...shown, text: typed })}
          error={error}
          isReadOnly={view.refusal !== null}
          machine={vm.name}
          context={{
            sshKeys: view.settings.sshKeys,
            loginUser: null,
            family: vm.os.family,
            ports: exposure.kind === "ports" ? exposure.ports : exposure.kind === "whole" ? "all" : "none",
            limitBytes: cloudInitLimitBytes,
          }}
          asIs={asIs}
          onAsIs={setAsIs}
          onStop={(given) => {
            stop.current = given;
          }}
        />
        <ConsequenceList consequences={isChanged ? accessConsequences({ cloudInit: text }, vm.state) : []} />
        <ChangeOutcome change={change} onKeepTheirs={hide} />
        {isChanged ? (
          <SaveBar
            label={t("save")}
            isSaving={change.outcome.kind === "saving"}
            disabledReason={error}
            onSave={() =>
              stop.current?.isStopped() ? stop.current.show() : change.save({ cloudInit: text }, { on, onSaved: hide })
            }
            onRevert={() => setShown({ ...shown, text: stored })}
          />
        ) : (
          <Button size="small" icon={<EyeOff aria-hidden="true" className="size-4" />} onClick={hide}>
            {t("hide")}
          </Button>
        )}
      </div>
    </Card>
  );
};
