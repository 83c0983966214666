"use client";
import { Check, Download, Pencil } from "lucide-react";
import { useTranslations } from "next-intl";
import { useDeferredValue, useState } from "react";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { later } from "#components/ui/later.tsx";
import { saveFile } from "#components/ui/save-file.ts";
import { Segmented } from "#components/ui/segmented.tsx";
import { isSeveral, plansOf } from "#lib/create/copies.ts";
import { kubectlOf } from "#lib/create/kubectl.ts";
import type { CreatePlan } from "#lib/create/plan.ts";
import { terraformOf } from "#lib/create/terraform.ts";
import { yamlOf } from "#lib/create/yaml.ts";
import { useCreateForm } from "./form-context.ts";
import { shownPart } from "./plan-lines.ts";
import { PlanTextShown } from "./plan-text-shown.tsx";
import { TerraformGaps } from "./terraform-gaps.tsx";

/** Reading YAML back is code that few need. */
const YamlEdit = later(async () => (await import("./plan-yaml-edit.tsx")).PlanYamlEdit);

const icon = { "aria-hidden": true, className: "size-3.5" } as const;
const writers = { yaml: yamlOf, kubectl: kubectlOf, terraform: terraformOf } as const;
const endings = { yaml: "yaml", kubectl: "sh", terraform: "tf" } as const;
type Kind = keyof typeof writers;
const kinds: readonly Kind[] = ["yaml", "kubectl", "terraform"];

/** The same plan as text, or that of each of several machines, always in step with the form. */
export const PlanText = ({ plan }: { plan: CreatePlan }) => {
  const t = useTranslations("create.plan");
  const several = useTranslations("like.field");
  const { draft, input, tenant, catalogue } = useCreateForm();
  const isOfSeveral = isSeveral(draft.copies);
  const [kind, setKind] = useState<Kind>("yaml");
  const [isEditing, setIsEditing] = useState(false);
  const isEdited = kind === "yaml" && isEditing && !isOfSeveral;
  const plans = isOfSeveral ? plansOf(input, draft.copies, tenant, catalogue) : [plan];
  const text = writers[kind](...plans);
  const headers = input.disks.flatMap((disk) =>
    disk.kind === "new" && disk.source.kind === "url" ? disk.source.headers.map(({ name }) => name) : [],
  );
  const { shown, left, isMasked } = shownPart(text, headers);
  // Nobody waits for a long text to be drawn to type the next letter. What is covered is so in every text that is drawn.
  const drawn = useDeferredValue(shown);
  const file = `${input.name || "machine"}.${endings[kind]}`;
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
          <IconButton
            label={t("download", { what: t(kind) })}
            icon={<Download {...icon} />}
            onClick={() => saveFile(new Blob([text], { type: "text/plain" }), file)}
          />
        </span>
      </div>
      {isOfSeveral && <p className="px-4 pt-2 text-ink-2 text-xs">{several("text", { count: plans.length })}</p>}
      {isEdited && <YamlEdit.Part plan={plan} />}
      {kind === "terraform" && <TerraformGaps plans={plans} />}
      {!isEdited && isMasked && <p className="px-4 pt-2 text-ink-3 text-xs">{t("masked")}</p>}
      {!isEdited && <PlanTextShown label={t(kind)} text={drawn} left={left} />}
    </div>
  );
};
