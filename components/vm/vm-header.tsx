"use client";
import { SquareTerminal } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { OsIcon } from "#components/ui/os-icon.tsx";
import { Mono } from "#components/ui/text.tsx";
import { useAmounts } from "#components/ui/use-amounts.ts";
import { ExposureBadge } from "#components/vms/exposure-badge.tsx";
import { OutsideBadge } from "#components/vms/outside-badge.tsx";
import { VmStateDot, VmStateWord } from "#components/vms/vm-state.tsx";
import type { ConsoleKind, PowerAction } from "#lib/api/requests.ts";
import { watchPermit } from "#lib/console/boot/watch-kind.ts";
import { paths } from "#lib/paths.ts";
import { shownNameOfVm } from "#lib/resources/names.ts";
import type { VmAccess } from "#lib/resources/vm/access.ts";
import { type ConfirmedAction, isConfirmed, permitFor } from "#lib/resources/vm/actions.ts";
import { consolePermit } from "#lib/resources/vm/console-permit.ts";
import type { VmView } from "#lib/resources/vm/view.ts";
import { PowerDialog } from "./power-dialog.tsx";
import { PowerOutcome } from "./power-outcome.tsx";
import { usePower } from "./use-power.ts";
import { LaterDeleteMachine, VmMore } from "./vm-more.tsx";
import { VmPower } from "./vm-power.tsx";
import { VmSince } from "./vm-since.tsx";

type VmHeaderProps = {
  tenant: string;
  vm: VmView;
  access: VmAccess;
  isGone: boolean;
  /** The console is what is open: its button would lead nowhere. */
  isConsole: boolean;
};

/** What the machine is in one look, and what can be done with it now. */
export const VmHeader = ({ tenant, vm, access, isGone, isConsole }: VmHeaderProps) => {
  const [confirming, setConfirming] = useState<ConfirmedAction | null>(null);
  const [isDeleting, setDeleting] = useState(false);
  // From the first question on it stays: it says what became of it.
  const [hasAsked, setHasAsked] = useState(false);
  if (isDeleting && !hasAsked) setHasAsked(true);
  const router = useRouter();
  const power = usePower(tenant, vm);
  const handleAsk = (action: PowerAction) => (isConfirmed(action) ? setConfirming(action) : power.run(action));
  const permit = confirming && permitFor(confirming, vm, access);
  return (
    <>
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0 flex-1 basis-80">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <h1 className="min-w-0 break-words font-semibold text-title">{shownNameOfVm(vm.name)}</h1>
            {vm.origin === "outside" && <OutsideBadge />}
            <span className="inline-flex items-center gap-1.5">
              <VmStateDot vm={vm} />
              <VmStateWord vm={vm} className="font-medium" />
            </span>
            <VmSince vm={vm} />
          </div>
          <Facts vm={vm} />
        </div>
        {!isGone && (
          <div className="flex flex-wrap items-center gap-2">
            {!isConsole && (
              <ConsoleButton
                {...{ tenant, vm, access }}
                onWatch={(kind) => power.run("start", () => router.push(paths.vmConsole(tenant, vm.name, kind, true)))}
              />
            )}
            <VmPower vm={vm} access={access} underWay={power.underWay} onAsk={handleAsk} />
            <VmMore {...{ tenant, vm, access }} onDelete={() => setDeleting(true)} />
          </div>
        )}
      </div>
      <div className="mt-3 empty:hidden">
        <PowerOutcome
          name={shownNameOfVm(vm.name)}
          runStrategy={vm.runStrategy}
          node={vm.node}
          trouble={vm.trouble}
          power={power}
          onForce={permitFor("force-stop", vm, access).allowed ? () => setConfirming("force-stop") : undefined}
        />
      </div>
      {(hasAsked || vm.deleting || isGone) && vm.origin === "platform" && (
        <LaterDeleteMachine
          {...{ tenant, vm, access }}
          name={vm.name}
          asked={isDeleting && !isGone}
          onAsked={() => setDeleting(false)}
        />
      )}
      <PowerDialog
        // What is no longer allowed while the dialog is open cannot be confirmed any more.
        action={permit?.allowed ? confirming : null}
        name={shownNameOfVm(vm.name)}
        runStrategy={vm.runStrategy}
        effect={permit?.allowed ? permit.effect : "durable"}
        keeps={permit?.allowed === true && permit.keeps === true}
        onConfirm={(action) => {
          setConfirming(null);
          power.run(action);
        }}
        onClose={() => setConfirming(null)}
      />
    </>
  );
};

type ConsoleButtonProps = Pick<VmHeaderProps, "tenant" | "vm" | "access"> & { onWatch: (kind: ConsoleKind) => void };

/** The way to the console; of a machine that is off and may be started, both in one. */
const ConsoleButton = ({ tenant, vm, access, onWatch }: ConsoleButtonProps) => {
  const t = useTranslations("vm");
  const actions = useTranslations("actions");
  const icon = <SquareTerminal aria-hidden="true" className="size-4" />;
  const permit = consolePermit(vm, access);
  const watch = watchPermit(vm, access);
  if (watch)
    return (
      <Button kind="primary" icon={icon} onClick={() => onWatch(watch)}>
        {actions("verb.watch")}
      </Button>
    );
  if (!permit.allowed)
    return (
      <Button kind="primary" icon={icon} disabledReason={actions(`reasons.${permit.reason}`)}>
        {t("tabs.console")}
      </Button>
    );
  return (
    <LinkButton kind="primary" icon={icon} href={paths.vm(tenant, vm.name, "console")}>
      {t("tabs.console")}
    </LinkButton>
  );
};

const Facts = ({ vm }: { vm: VmView }) => {
  const t = useTranslations("vm.header");
  const { bytes } = useAmounts();
  const { type, cpu, memoryBytes } = vm.size;
  const addresses = [vm.addresses.public, vm.addresses.private].filter((address) => address !== null);
  return (
    <ul aria-label={t("facts")} className="mt-2 flex flex-wrap items-center gap-x-5 gap-y-1.5 text-ink-2">
      <Fact>
        <OsIcon family={vm.os.family} className="size-[18px]" />
        {vm.os.label || t("systemUnknown")}
      </Fact>
      <Fact>
        <Mono className="text-ink">{type}</Mono>
        <span>
          {cpu !== null && memoryBytes !== null ? t("size", { cpu, memory: bytes(memoryBytes) }) : t("sizeUnknown")}
        </span>
      </Fact>
      {addresses.map((address) => (
        <Fact key={address}>
          <span className="sr-only">{t(address === vm.addresses.public ? "publicAddress" : "privateAddress")}</span>
          <Mono className="text-ink">{address}</Mono>
          <CopyButton text={address} what={address} className="-my-1 max-md:-my-3" />
        </Fact>
      ))}
      {addresses.length === 0 && <Fact>{t("noAddress")}</Fact>}
      <Fact>
        <ExposureBadge vm={vm} />
      </Fact>
    </ul>
  );
};

const Fact = ({ children }: { children: ReactNode }) => <li className="flex min-w-0 items-center gap-2">{children}</li>;
