import { Radio } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { cx } from "#components/ui/cx.ts";
import { Dialog } from "#components/ui/dialog.tsx";
import type { BroadcastState } from "#lib/console/broadcast/broadcast.ts";
import { shownNameOfVm } from "#lib/resources/names.ts";

type BroadcastBarProps = {
  state: BroadcastState;
  /** The machines that are connected now, which a broadcast would go to. */
  connected: readonly string[];
  onOn: () => void;
  onOff: () => void;
  children: ReactNode;
};

/** Above the consoles: whether what is typed goes to one or to all, said before it does and as long as it does. */
export const BroadcastBar = ({ state, connected, onOn, onOff, children }: BroadcastBarProps) => {
  const t = useTranslations("consoles");
  const [asking, setAsking] = useState(false);
  const icon = <Radio aria-hidden="true" className="size-4" />;
  return (
    <header
      className={cx(
        "flex flex-wrap items-center gap-x-4 gap-y-2 border-b px-4 py-2",
        state.isOn ? "border-failed/45 bg-failed-soft" : "border-line",
      )}
    >
      <h1 className="font-semibold text-section">{t("title")}</h1>
      <p
        role="status"
        className={cx("min-w-0 flex-1 basis-80 text-sm", state.isOn ? "font-medium text-failed" : "text-ink-2")}
      >
        {state.isOn
          ? t("broadcast.on", { count: state.to.length })
          : state.why === "never"
            ? t("keys")
            : t(`broadcast.off.${state.why}`)}
      </p>
      {children}
      {state.isOn ? (
        <Button kind="danger" icon={icon} onClick={onOff}>
          {t("broadcast.end")}
        </Button>
      ) : (
        <Button
          icon={icon}
          disabledReason={connected.length < 2 ? t("broadcast.tooFew") : null}
          onClick={() => setAsking(true)}
        >
          {t("broadcast.begin")}
        </Button>
      )}
      <Dialog
        open={asking && connected.length >= 2}
        onClose={() => setAsking(false)}
        title={t("broadcast.ask", { count: connected.length })}
        footer={
          <>
            <Button onClick={() => setAsking(false)}>{t("broadcast.leave")}</Button>
            <Button
              kind="danger"
              onClick={() => {
                setAsking(false);
                onOn();
              }}
            >
              {t("broadcast.do", { count: connected.length })}
            </Button>
          </>
        }
      >
        <p>{t("broadcast.warning")}</p>
        <ul className="mt-2 list-disc pl-5 text-ink">
          {connected.map((name) => (
            <li key={name} className="break-words">
              {shownNameOfVm(name)}
            </li>
          ))}
        </ul>
        <p className="mt-2">{t("broadcast.ends")}</p>
      </Dialog>
    </header>
  );
};
