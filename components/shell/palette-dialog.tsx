import {
  Building2,
  CopyPlus,
  CornerDownRight,
  FileText,
  Monitor,
  Play,
  RotateCw,
  Square,
  SquareTerminal,
} from "lucide-react";
import { usePathname, useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type MouseEvent, type ReactNode, useLayoutEffect, useRef, useState } from "react";
import { FindList, type FindOption } from "#components/ui/find-list.tsx";
import { useStateWord, VmStateDot } from "#components/vms/vm-state.tsx";
import type { PowerAction } from "#lib/api/requests.ts";
import { lineage, tenantOf } from "#lib/resources/tenant/view.ts";
import type { VmAccess } from "#lib/resources/vm/access.ts";
import type { VmRow } from "#lib/resources/vm/view.ts";
import { useLiveList } from "./live.tsx";
import { type Choice, choicesFor, type Deed, groupsOf } from "./palette-choices.ts";
import { readRecent, recentOf } from "./recent.ts";
import type { ShellFacts } from "./shell-facts.ts";

type PaletteDialogProps = {
  facts: Pick<ShellFacts, "tenant" | "tenants">;
  takeTyped: () => string;
  accessOf: (name: string) => VmAccess;
  onClose: () => void;
  onHelp: () => void;
  onPower: (row: VmRow, action: PowerAction) => void;
};

type Option = FindOption & Pick<Choice, "group" | "what">;

const icon = { "aria-hidden": true, className: "size-4" } as const;
const deedIcons: Record<Deed, ReactNode> = {
  console: <SquareTerminal {...icon} />,
  start: <Play {...icon} />,
  stop: <Square {...icon} />,
  restart: <RotateCw {...icon} />,
  like: <CopyPlus {...icon} />,
};

/** A field over the page, and below it everything that can be jumped to or done. */
export const PaletteDialog = ({ facts, takeTyped, accessOf, onClose, onHelp, onPower }: PaletteDialogProps) => {
  const t = useTranslations("tools.palette");
  const why = useTranslations("actions.reasons");
  const stateWord = useStateWord();
  const router = useRouter();
  const here = recentOf(usePathname())?.vm ?? null;
  const rows = useLiveList()?.rows ?? [];
  const element = useRef<HTMLDialogElement>(null);
  const [text, setText] = useState("");
  const [recent] = useState(readRecent);
  const { tenant, tenants } = facts;

  // What was typed is in the field before the next key can come: of a text that stood there later, that key would be all that is left.
  useLayoutEffect(() => {
    element.current?.showModal();
    const typed = takeTyped();
    if (typed) setText((now) => typed + now);
  }, [takeTyped]);

  const choices = choicesFor(
    {
      ...{ tenant: tenant.namespace, tenants: tenants ?? [], rows, here, recent, accessOf },
      words: {
        verbs: {
          console: t("verb.console"),
          start: t("verb.start"),
          stop: t("verb.stop"),
          restart: t("verb.restart"),
          like: t("verb.like"),
        },
        pages: {
          overview: t("page.overview"),
          vms: t("page.vms"),
          new: t("page.new"),
          disks: t("page.disks"),
          images: t("page.images"),
          activity: t("page.activity"),
          access: t("page.access"),
          shortcuts: t("page.shortcuts"),
        },
        deed: (deed, name) => t(`do.${deed}`, { name }),
        open: (name, of) => t("open", { name, tenant: of }),
      },
    },
    text,
  );

  const look = ({ what }: Choice): Pick<FindOption, "icon" | "detail" | "disabledReason"> => {
    switch (what.kind) {
      case "machine":
        return what.row
          ? { icon: <VmStateDot vm={what.row} />, detail: stateWord(what.row) }
          : { icon: <Monitor {...icon} />, detail: t("elsewhere", { tenant: tenantOf(what.tenant).name }) };
      case "deed":
        return { icon: deedIcons[what.deed], disabledReason: what.reason && why(what.reason) };
      case "page":
        return { icon: what.page === "shortcuts" ? <CornerDownRight {...icon} /> : <FileText {...icon} /> };
      case "tenant":
        return { icon: <Building2 {...icon} />, detail: lineage(what.tenant).join(" / ") };
    }
  };
  const options = choices.map((choice): Option => ({ ...choice, ...look(choice) }));

  const handleChoose = ({ href, what }: Option) => {
    if (what.kind === "deed" && what.deed !== "console" && what.deed !== "like") return onPower(what.row, what.deed);
    onClose();
    if (href) router.push(href);
    else onHelp();
  };
  const handleBackdrop = (event: MouseEvent) => {
    if (event.target === element.current) onClose();
  };

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a modal dialog by itself
    <dialog
      ref={element}
      aria-label={t("title")}
      onClose={onClose}
      onClick={handleBackdrop}
      className="mt-[12dvh] max-h-[min(520px,76dvh)] w-[min(600px,calc(100vw-24px))] overflow-hidden rounded-card border border-line bg-surface p-0 text-ink shadow-float max-md:mt-3"
    >
      <FindList
        label={t("search")}
        resultsLabel={t("results")}
        text={text}
        onText={setText}
        groups={groupsOf(options).map(([id, ofGroup]) => ({ id, title: t(`group.${id}`), options: ofGroup }))}
        empty={t("none", { text })}
        announce={text.trim() === "" ? "" : t("count", { count: options.length })}
        onChoose={handleChoose}
      />
      <p aria-hidden="true" className="border-line border-t bg-raised px-4 py-2 text-ink-3 text-xs max-md:hidden">
        {t("keys")}
      </p>
    </dialog>
  );
};
