import { useTranslations } from "next-intl";
import { useAmounts } from "#components/ui/use-amounts.ts";
import type { CreateSize } from "#lib/create/input.ts";
import type { Resources } from "#lib/create/size.ts";

type SizeDifferenceProps = {
  /** Null where it cannot be read. */
  from: CreateSize | null;
  before: Resources | null;
  after: Resources | null;
  isSame: boolean;
};

/** What the machine has, and what the choice adds or takes; read out when it becomes another. */
export const SizeDifference = ({ from, before, after, isSame }: SizeDifferenceProps) => {
  const t = useTranslations("edit.size");
  const { bytes, number } = useAmounts();
  const signed = (value: number, words: (value: number) => string) =>
    `${value < 0 ? "−" : value > 0 ? "+" : "±"}${words(Math.abs(value))}`;
  const amounts = before && t("custom", { cpu: number(before.cpu), memory: bytes(before.memoryBytes) });
  const named = from?.kind === "type" ? [from.instanceType, amounts] : [amounts];
  const isEqual = before?.cpu === after?.cpu && before?.memoryBytes === after?.memoryBytes;
  return (
    <div>
      <p>{t("now", { size: named.filter(Boolean).join(" · ") || t("unknown") })}</p>
      <p role="status" className="mt-1 font-semibold text-ink empty:hidden">
        {!isSame &&
          before &&
          after &&
          (isEqual
            ? t("same")
            : t("difference", {
                cpu: signed(after.cpu - before.cpu, (value) => number(value)),
                memory: signed(after.memoryBytes - before.memoryBytes, bytes),
              }))}
      </p>
    </div>
  );
};
