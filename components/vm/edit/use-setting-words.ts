import { useTranslations } from "next-intl";
import { useAmounts } from "#components/ui/use-amounts.ts";
import type { VmChange } from "#lib/edit/change.ts";
import { type ChangeKey, settingAt } from "#lib/edit/compare.ts";
import type { VmSettings } from "#lib/edit/settings.ts";

/** What a setting is, in few words: for two people's versions side by side. */
export const useSettingWords = () => {
  const t = useTranslations("edit.value");
  const { bytes, number } = useAmounts();
  const listed = (names: readonly string[]) => names.join(", ") || t("none");

  /** Text of cloud-init is never among them. */
  const words = (key: ChangeKey, of: VmChange): string => {
    switch (key) {
      case "exposure":
        if (of.exposure?.kind === "ports") return t("ports", { ports: of.exposure.ports.join(", ") });
        return t(of.exposure?.kind ?? "none");
      case "icmp":
        return t(of.icmp ? "on" : "off");
      case "size": {
        if (of.size?.kind !== "custom") return of.size?.instanceType ?? t("none");
        const { cpu, sockets, memoryBytes } = of.size;
        return t("custom", { cpu: number(cpu), sockets: number(sockets), memory: bytes(memoryBytes) });
      }
      case "disks":
        return listed((of.disks ?? []).map(({ name, bus }) => (bus ? `${name} (${bus})` : name)));
      case "networks":
        return listed(of.networks ?? []);
      case "sshKeys": {
        const keys = of.sshKeys ?? [];
        const comments = keys.map((key) => key.split(" ").slice(2).join(" ")).filter(Boolean);
        return [t("keys", { count: keys.length }), ...comments].join(", ");
      }
      case "cloudInit":
        return of.cloudInit === "" ? t("none") : t("text");
      case "profile":
      case "cloudInitSeed":
        return of[key] || t("none");
    }
  };

  return {
    ofChange: words,
    ofSettings: (key: ChangeKey, settings: VmSettings): string => words(key, { [key]: settingAt(settings, key) }),
  };
};
