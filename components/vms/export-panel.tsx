import { useLocale, useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { saveFile } from "#components/ui/save-file.ts";
import { shownNameOfVm } from "#lib/resources/names.ts";
import { type ListLook, type OptionalColumn, optionalColumns } from "#lib/resources/vm/list-columns.ts";
import { csvFile } from "#lib/resources/vm/list-csv.ts";
import { statusOf } from "#lib/resources/vm/list-filter.ts";
import type { VmRow } from "#lib/resources/vm/view.ts";
import { useFilterWords } from "./filter-words.ts";

type ExportPanelProps = { tenant: string; rows: readonly VmRow[]; look: ListLook; close: () => void };

type Cell = { name: string; of: (row: VmRow) => string | number | null };

/** The list as a file for a spreadsheet: numbers as numbers, everything else as text. */
export const ExportPanel = ({ tenant, rows, look, close }: ExportPanelProps) => {
  const t = useTranslations("list.csv");
  const column = useTranslations("vms.column");
  const words = useFilterWords();
  const locale = useLocale();

  const cells: Record<OptionalColumn, Cell[]> = {
    state: [
      { name: column("state"), of: (row) => words.value("status", statusOf(row)) },
      { name: t("inferred"), of: ({ inferred }) => t(inferred ? "yes" : "no") },
    ],
    system: [{ name: column("system"), of: ({ os }) => os.label }],
    size: [
      { name: t("type"), of: ({ size }) => size.type },
      { name: t("cpu"), of: ({ size }) => size.cpu },
      { name: t("memory"), of: ({ size }) => size.memoryBytes },
    ],
    addresses: [
      { name: t("publicAddress"), of: ({ addresses }) => addresses.public },
      { name: t("privateAddress"), of: ({ addresses }) => addresses.private },
    ],
    exposure: [
      { name: column("exposure"), of: ({ exposure }) => words.value("exposure", exposure.kind) },
      { name: t("ports"), of: ({ exposure }) => (exposure.kind === "ports" ? exposure.ports.join(" ") : null) },
    ],
    labels: [{ name: column("labels"), of: ({ labels }) => labels.join(" ") }],
    disks: [
      { name: t("diskCount"), of: ({ disks }) => disks.count },
      { name: t("diskBytes"), of: ({ disks }) => disks.totalBytes },
    ],
    age: [{ name: t("created"), of: ({ createdAt }) => createdAt }],
  };

  const save = (columns: readonly OptionalColumn[]) => {
    const wanted: Cell[] = [
      { name: column("name"), of: ({ name }) => shownNameOfVm(name) },
      ...columns.flatMap((key) => cells[key]),
    ];
    const text = csvFile([wanted.map(({ name }) => name), ...rows.map((row) => wanted.map(({ of }) => of(row)))]);
    const day = new Date().toISOString().slice(0, 10);
    saveFile(new Blob([text], { type: "text/csv;charset=utf-8" }), `${tenant}-${t("file")}-${day}.csv`);
    close();
  };
  return (
    <div lang={locale} className="flex flex-col gap-3 p-4">
      <p className="text-ink-2 text-sm">{t("hint", { count: rows.length })}</p>
      <div className="flex gap-2">
        <Button onClick={() => save(look.columns)}>{t("shown")}</Button>
        <Button onClick={() => save(optionalColumns)}>{t("all")}</Button>
      </div>
    </div>
  );
};
