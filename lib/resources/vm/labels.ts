/** Of one machine: more are left out, so that no object makes a list heavy for everybody (a cluster takes 1.5 MB of labels on one). */
const mostLabels = 16;
const mostCharacters = 1_024;

/** A Kubernetes key (prefix and name) and value; what is longer or holds anything else is no label. */
const keyShape = /^(?:[a-z0-9][a-z0-9.-]{0,251}\/)?[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?$/;
const valueShape = /^(?:[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?)?$/;

/** People's own labels as `key=value`, in order: a key never holds `=`. */
export const rowLabels = (labels: Readonly<Record<string, string>>): string[] => {
  const kept: string[] = [];
  let characters = 0;
  for (const key of Object.keys(labels).sort()) {
    const value = labels[key] ?? "";
    if (!keyShape.test(key) || !valueShape.test(value)) continue;
    characters += key.length + value.length + 1;
    if (kept.length === mostLabels || characters > mostCharacters) break;
    kept.push(`${key}=${value}`);
  }
  return kept;
};

/** The value is null where only a key is meant (`env`), and empty where the label's is (`env=`). */
export const splitLabel = (label: string): { key: string; value: string | null } => {
  const at = label.indexOf("=");
  return at < 0 ? { key: label, value: null } : { key: label.slice(0, at), value: label.slice(at + 1) };
};
