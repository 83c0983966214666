"use client";
import { Check, Pencil } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { later } from "#components/ui/later.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { isSeveral } from "#lib/create/copies.ts";
import { kubectlOf } from "#lib/create/kubectl.ts";
import type { CreatePlan } from "#lib/create/plan.ts";
import { terraformOf } from "#lib/create/terraform.ts";
import { yamlOf } from "#lib/create/yaml.ts";
import { useCreateForm } from "./form-context.ts";
import { masked } from "./masked.ts";
import { TerraformGaps } from "./terraform-gaps.tsx";

/** Reading YAML back is code that few need. */
const YamlEdit = later(async () => (await import("./plan-yaml-edit.tsx")).PlanYamlEdit);

const icon = { "aria-hidden": true, className: "size-3.5" } as const;
const writers = { yaml: yamlOf, kubectl: kubectlOf, terraform: terraformOf } as const;
type Kind = keyof typeof writers;
const kinds: readonly Kind[] = ["yaml", "kubectl", "terraform"];

/** The same plan as text, always in step with the form. */
export const PlanText = ({ plan }: { plan: CreatePlan }) => {
  const t = useTranslations("create.plan");
  const several = useTranslations("like.field");
  const { draft, input } = useCreateForm();
  const isOfSeveral = isSeveral(draft.copies);
  const [kind, setKind] = useState<Kind>("yaml");
  const [isEditing, setIsEditing] = useState(false);
  const isEdited = kind === "yaml" && isEditing && !isOfSeveral;
  const text = writers[kind](plan);
  const headers = input.disks.flatMap((disk) =>
    disk.kind === "new" && disk.source.kind === "url" ? disk.source.headers.map(({ name }) => name) : [],
  );
  const shown = masked(text, headers);
  return (
    <div className="flex min-h-0 flex-1 flex-col border-line border-t">
      <div className="flex items-center justify-between gap-2 px-3 pt-3">
        <Segmented
          label={t("texts")}
          options={kinds.map((id) => ({ value: id, label: t(id) }))}
          value={kind}
          onChange={setKind}
          size="small"
        />
        <span className="flex items-center">
          {kind === "yaml" && (
            <IconButton
              label={t(isEdited ? "editDone" : "edit")}
              aria-pressed={isEdited}
              disabledReason={isOfSeveral ? several("textFixed") : null}
              icon={isEdited ? <Check {...icon} /> : <Pencil {...icon} />}
              onClick={() => setIsEditing(!isEditing)}
            />
          )}
          <CopyButton text={text} what={t(kind)} />
        </span>
      </div>
      {isOfSeveral && (
        <p className="px-4 pt-2 text-ink-2 text-xs">{several("text", { first: plan.vm.metadata.name })}</p>
      )}
      {isEdited && <YamlEdit.Part plan={plan} />}
      {kind === "terraform" && <TerraformGaps plan={plan} />}
      {!isEdited && shown !== text && <p className="px-4 pt-2 text-ink-3 text-xs">{t("masked")}</p>}
      {!isEdited && (
        <section
          aria-label={t(kind)}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
          tabIndex={0}
          className="m-1 min-h-24 flex-1 overflow-auto whitespace-pre p-3 font-mono text-xs leading-[18px] -outline-offset-2"
        >
          {shown.split("\n").map((line, index) => (
            <YamlLine key={index} line={line} />
          ))}
        </section>
      )}
    </div>
  );
};

/** A key and its colon in the accent, the rest as it is; a line that is no YAML is left alone. */
const YamlLine = ({ line }: { line: string }) => {
  const [, key, rest] = /^(\s*(?:- )?[\w./"-]+:)( .*)?$/.exec(line) ?? [];
  if (!key) return `${line}\n`;
  return (
    <span>
      <span className="text-accent">{key}</span>
      {`${rest ?? ""}\n`}
    </span>
  );
};
