"use client";
import { Ban } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId } from "react";
import { PriceCell, PriceHeading, PriceInWords } from "#components/price/price-cell.tsx";
import { cx } from "#components/ui/cx.ts";
import { Mono } from "#components/ui/text.tsx";
import { useAmounts } from "#components/ui/use-amounts.ts";
import type { InstanceTypeView } from "#lib/resources/image/view.ts";
import { memoryRatio } from "#lib/resources/instance-type/words.ts";
import { withType } from "./draft-size.ts";
import { useCreateForm } from "./form-context.ts";
import { type Unfit, unfitOf } from "./size-fit.ts";

type SizeTableProps = {
  types: readonly InstanceTypeView[];
  showsDedicated: boolean;
  /** GiB for each vCPU that goes without saying in this series. */
  usual: number | null;
};

/** The sizes of a series as radio rows; one that does not fit says why where it would say what it is for. */
export const SizeTable = ({ types, ...shared }: SizeTableProps) => {
  const t = useTranslations("create.size");
  const { prices } = useCreateForm().catalogue;
  return (
    <div className="mt-2 overflow-hidden rounded-card border border-line bg-surface">
      <table className="w-full">
        <caption className="sr-only">{t("types")}</caption>
        <thead className="text-ink-2 text-xs">
          <tr className="h-8 border-line border-b text-left">
            <th scope="col" className="pl-4 font-medium">
              {t("columns.type")}
            </th>
            <th scope="col" className="px-3 text-right font-medium">
              {t("columns.cpu")}
            </th>
            <th scope="col" className="px-3 text-right font-medium">
              {t("columns.memory")}
            </th>
            {prices && <PriceHeading />}
            <th scope="col" className="px-4 font-medium @max-lg:hidden">
              {t("columns.for")}
            </th>
          </tr>
        </thead>
        <tbody>
          {types.map((type) => (
            <SizeRow key={type.name} type={type} {...shared} />
          ))}
        </tbody>
      </table>
    </div>
  );
};

type SizeRowProps = Omit<SizeTableProps, "types"> & { type: InstanceTypeView };

const SizeRow = ({ type, showsDedicated, usual }: SizeRowProps) => {
  const t = useTranslations("create");
  const { bytes, number } = useAmounts();
  const { draft, input, catalogue, quota, change } = useCreateForm();
  const id = useId();
  const unfit = unfitOf(type, input, catalogue, quota);
  const isChosen = type.name === draft.instanceType;
  const ratio = memoryRatio(type);
  const words = [
    type.typicalFor && t(typicalForKey(type.typicalFor)),
    ratio !== usual && t("size.ratio", { cpu: 1, memory: ratio }),
    showsDedicated && type.dedicatedCpu && t("size.dedicated"),
  ];
  const about = unfit ? (
    <span className="inline-flex items-start gap-1.5">
      <Ban aria-hidden="true" className="mt-0.5 size-3.5 shrink-0" />
      <UnfitReason unfit={unfit} />
    </span>
  ) : (
    words.filter(Boolean).join(" · ")
  );
  const handleChoose = () => change((before) => withType(before, type.name));
  return (
    <tr
      className={cx(
        "h-9 border-line not-last:border-b",
        isChosen && "bg-accent-soft",
        unfit ? "text-ink-3" : "cursor-pointer has-focus-visible:outline-2 has-focus-visible:outline-accent",
        "-outline-offset-2",
      )}
      onClick={unfit ? undefined : handleChoose}
    >
      <td className="py-1.5 pl-4">
        <label className="flex items-start gap-3 @lg:items-center">
          <input
            type="radio"
            name="instanceType"
            checked={isChosen}
            disabled={unfit !== null}
            aria-describedby={`${id}-cpu ${id}-memory ${catalogue.prices ? `${id}-price ` : ""}${id}-for`}
            onChange={handleChoose}
            className="size-4 shrink-0 accent-accent outline-none @max-lg:mt-0.5"
          />
          <span className="min-w-0">
            <Mono>{type.name}</Mono>
            <span aria-hidden="true" className="block text-ink-2 text-xs @lg:hidden">
              {about}
              {catalogue.prices && <PriceInWords type={type} prices={catalogue.prices} />}
            </span>
          </span>
        </label>
      </td>
      <td id={`${id}-cpu`} className="px-3 text-right align-top leading-8 @lg:align-middle">
        {number(type.cpu)}
        <span className="sr-only"> vCPU</span>
      </td>
      <td id={`${id}-memory`} className="whitespace-nowrap px-3 text-right align-top leading-8 @lg:align-middle">
        {bytes(type.memoryBytes)}
      </td>
      {catalogue.prices && <PriceCell id={`${id}-price`} type={type} prices={catalogue.prices} />}
      <td id={`${id}-for`} className="px-4 text-ink-2 @max-lg:hidden">
        {about}
      </td>
    </tr>
  );
};

// The view's contract: a size that the words know, by its own name. messages.test.ts and instance-type/words hold them together.
const typicalForKey = (typicalFor: string) => `typicalFor.${typicalFor}` as "typicalFor.u1.medium";

const UnfitReason = ({ unfit }: { unfit: Unfit }) => {
  const t = useTranslations("create.size.unfit");
  const { bytes } = useAmounts();
  switch (unfit.kind) {
    case "minimum-cpu":
      return t("minimum-cpu", { profile: unfit.profile, cpu: unfit.cpu });
    case "minimum-memory":
      return t("minimum-memory", { profile: unfit.profile, memory: bytes(unfit.memoryBytes) });
    case "quota-cpu":
      return t("quota-cpu", { left: unfit.left });
    case "quota-memory":
      return t("quota-memory", { left: bytes(unfit.leftBytes) });
    case "quota-machines":
      return t("quota-machines");
  }
};
