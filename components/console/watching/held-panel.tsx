import { useTranslations } from "next-intl";
import { Queries } from "#components/shell/queries.tsx";
import { Button } from "#components/ui/button.tsx";
import { useExactTime } from "#components/ui/relative-time.tsx";
import type { ConsoleKind, HolderView } from "#lib/api/requests.ts";
import type { HeldReason } from "#lib/console/reasons.ts";
import { Panel } from "../panel.tsx";
import { useHolder } from "./use-holder.ts";

type HeldPanelProps = {
  reason: HeldReason;
  ended: { by?: string; atMs?: number };
  kind: ConsoleKind;
  tenant: string;
  name: string;
  onConnect: (options?: { takeOver: boolean }) => void;
  onWatch: (() => void) | undefined;
};

/** Somebody else has the console's one place: who and since when where it is one of ours, and the choices. */
export const HeldPanel = (props: HeldPanelProps) => (
  <Queries>
    <Held {...props} />
  </Queries>
);

const Held = ({ reason, ended, kind, tenant, name, onConnect, onWatch }: HeldPanelProps) => {
  const t = useTranslations("watching");
  const holder = useHolder({ tenant, name, kind });
  const time = useExactTime("clock");
  const { by, atMs } = ended;
  const words =
    reason === "taken-over" && by !== undefined && atMs !== undefined
      ? {
          title: t("takenOver.title", { person: by }),
          body: t("takenOver.body", { person: by, time: time(new Date(atMs).toISOString()), kind }),
        }
      : holderWords(holder);

  function holderWords(known: HolderView | null | undefined) {
    if (!known) return { title: t("inUse.title", { name }), body: t("inUse.body", { kind }) };
    const since = { person: known.name, name, time: time(known.since), kind };
    return known.isYou
      ? { title: t("elsewhere.title"), body: t("elsewhere.body", since) }
      : { title: t("held.title", since), body: t(known.viewOnly ? "held.looking" : "held.body", since) };
  }

  return (
    <Panel {...words} announce={reason === "taken-over"}>
      <Button kind="danger" onClick={() => onConnect({ takeOver: true })}>
        {t(reason === "taken-over" ? "ways.takeBack" : "ways.takeOver")}
      </Button>
      {holder && onWatch && <Button onClick={onWatch}>{t("ways.watch")}</Button>}
      <Button onClick={() => onConnect()}>{t("ways.check")}</Button>
    </Panel>
  );
};
