import { useTranslations } from "next-intl";
import { Notice } from "#components/ui/notice.tsx";
import type { Untypable } from "#lib/console/typing.ts";

type UntypableListProps = { untypable: readonly Untypable[]; isSecret: boolean };

const mostShown = 6;

/** What the guest's keyboard has no key for, and where it stands; of a secret only how many. */
export const UntypableList = ({ untypable, isSecret }: UntypableListProps) => {
  const t = useTranslations("typing");
  const kinds = [...new Map(untypable.map((each) => [each.character, each])).values()];
  return (
    <Notice tone="attention" title={t("untypable", { count: untypable.length })}>
      {!isSecret && (
        <ul className="mb-1">
          {kinds.slice(0, mostShown).map(({ character, line, column }) => (
            <li key={character}>
              <bdi className="font-mono text-ink">{character}</bdi>{" "}
              {t("place", { code: codeOf(character), line, column })}
            </li>
          ))}
          {kinds.length > mostShown && <li>{t("more", { count: kinds.length - mostShown })}</li>}
        </ul>
      )}
      <p>{t("useSerial")}</p>
    </Notice>
  );
};

const codeOf = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
