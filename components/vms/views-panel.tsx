import { Check, Pencil, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { cx } from "#components/ui/cx.ts";
import { Field } from "#components/ui/field.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { TextInput } from "#components/ui/text-input.tsx";
import { paths } from "#lib/paths.ts";
import type { ListLook } from "#lib/resources/vm/list-columns.ts";
import { type ListQuery, readListQuery, writeListQuery } from "#lib/resources/vm/list-query.ts";
import {
  longestViewName,
  readViews,
  renamedView,
  type SavedView,
  withoutView,
  withView,
} from "#lib/resources/vm/saved-views.ts";

type ViewsPanelProps = {
  tenant: string;
  query: ListQuery;
  look: ListLook;
  close: () => void;
  onOpen: (query: ListQuery) => void;
};

/** A tenant's views in this browser. A storage that is off or full keeps nothing, and nobody is stopped by it. */
const useViews = (tenant: string) => {
  const key = `porthole-views:${tenant}`;
  const [views, setViews] = useState(() => {
    try {
      return readViews(localStorage.getItem(key));
    } catch {
      return [];
    }
  });
  const keep = (next: SavedView[] | null): boolean => {
    if (!next) return false;
    setViews(next);
    try {
      localStorage.setItem(key, JSON.stringify(next));
    } catch {
      // It lasts as long as the page.
    }
    return true;
  };
  return { views, keep };
};

/** Lists kept under a name: opened, renamed, deleted, given to others as a link. */
export const ViewsPanel = ({ tenant, query, look, close, onOpen }: ViewsPanelProps) => {
  const t = useTranslations("list.views");
  const { views, keep } = useViews(tenant);
  const [renaming, setRenaming] = useState<string | null>(null);
  const [name, setName] = useState("");
  // With its columns: whoever opens it sees what was seen here.
  const now = writeListQuery({ ...query, columns: look.columns });
  const taken = views.some((view) => view.name === name.trim());

  const open = (view: SavedView) => {
    const parameters = new URLSearchParams(view.query);
    onOpen(readListQuery((one) => parameters.getAll(one)));
    close();
  };
  const handleSave = (event: FormEvent) => {
    event.preventDefault();
    if (keep(withView(views, { name, query: now }))) setName("");
  };
  return (
    <div className="flex flex-col">
      {views.length === 0 ? (
        <p className="p-4 pb-0 text-ink-2 text-sm">{t("none")}</p>
      ) : (
        <ul className="max-h-[280px] overflow-y-auto p-1">
          {views.map((view) =>
            view.name === renaming ? (
              <li key={view.name} className="p-1">
                <Rename
                  name={view.name}
                  onDone={(to) => {
                    if (to !== null && !keep(renamedView(views, view.name, to))) return false;
                    setRenaming(null);
                    return true;
                  }}
                />
              </li>
            ) : (
              <li
                key={view.name}
                className="group flex items-center rounded-control pr-1 hover:bg-raised max-md:gap-3 max-md:pr-1.5"
              >
                <button
                  type="button"
                  aria-current={view.query === now}
                  onClick={() => open(view)}
                  className="flex h-8 max-md:h-10 min-w-0 flex-1 items-center gap-2 rounded-control px-2 text-left text-sm"
                >
                  <Check
                    aria-hidden="true"
                    className={cx("size-4 shrink-0 text-accent", view.query !== now && "invisible")}
                  />
                  <span className="truncate">{view.name}</span>
                </button>
                <CopyButton
                  text={`${location.origin}${paths.vms(tenant)}${view.query}`}
                  what={t("copyLink", { name: view.name })}
                />
                <IconButton
                  label={t("rename", { name: view.name })}
                  icon={<Pencil aria-hidden="true" className="size-3.5" />}
                  onClick={() => setRenaming(view.name)}
                />
                <IconButton
                  label={t("delete", { name: view.name })}
                  icon={<Trash2 aria-hidden="true" className="size-3.5" />}
                  onClick={() => keep(withoutView(views, view.name))}
                />
              </li>
            ),
          )}
        </ul>
      )}
      <form onSubmit={handleSave} className={cx("p-4", views.length > 0 && "border-line border-t")}>
        <Field label={t("save")} hint={taken ? t("taken") : undefined}>
          <div className="flex gap-2">
            <TextInput
              aria-label={t("name")}
              placeholder={t("name")}
              maxLength={longestViewName}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
            <Button type="submit" disabledReason={saveRefusal()}>
              {t("keep")}
            </Button>
          </div>
        </Field>
      </form>
    </div>
  );

  function saveRefusal(): string | null {
    if (name.trim() === "") return t("nameHint", { max: longestViewName });
    return withView(views, { name, query: now }) ? null : t("full");
  }
};

/** `onDone` with null leaves the name as it is; it answers whether that could be done. */
const Rename = ({ name, onDone }: { name: string; onDone: (to: string | null) => boolean }) => {
  const t = useTranslations("list.views");
  const [to, setTo] = useState(name);
  const [refused, setRefused] = useState(false);
  const handleSubmit = (event: FormEvent) => {
    event.preventDefault();
    setRefused(!onDone(to));
  };
  return (
    <form onSubmit={handleSubmit}>
      <div className="flex gap-2">
        <TextInput
          ref={(input) => input?.focus()}
          aria-label={t("rename", { name })}
          aria-invalid={refused || undefined}
          maxLength={longestViewName}
          value={to}
          onChange={(event) => setTo(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== "Escape") return;
            event.preventDefault();
            onDone(null);
          }}
        />
        <Button type="submit" size="small" className="h-8 max-md:h-10">
          {t("renamed")}
        </Button>
      </div>
      {refused && (
        <p role="alert" className="mt-1 text-failed text-sm">
          {t("cannot")}
        </p>
      )}
    </form>
  );
};
