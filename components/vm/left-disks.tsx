import { useTranslations } from "next-intl";
import { Link } from "#components/ui/link.tsx";
import { paths } from "#lib/paths.ts";
import type { VmView } from "#lib/resources/vm/view.ts";
import { useDeletion } from "./use-deletion.ts";

/** What a machine that is gone had, but for what went with it by this person's wish. */
export const LeftDisks = ({ tenant, vm }: { tenant: string; vm: VmView }) => {
  const t = useTranslations("vm.delete");
  const { last } = useDeletion(tenant, vm.name, true);
  const goes = new Set(last?.uid === vm.uid ? last.disks.map(({ name }) => name) : []);
  const left = vm.disksAttached.filter(({ name }) => !goes.has(name));
  if (left.length === 0) return null;
  return (
    <p className="mt-2">
      {t("left", { count: left.length })}{" "}
      {left.map(({ name }, index) => (
        <span key={name}>
          {index > 0 && ", "}
          <Link href={paths.disk(tenant, name)} className="text-accent underline">
            {name}
          </Link>
        </span>
      ))}
    </p>
  );
};
