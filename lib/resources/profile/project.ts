import type { ProfileView } from "../image/view.ts";
import { quantityToBytes } from "../quantity.ts";
import type { PreferenceObject } from "./schema.ts";

/** Annotation of common-instancetypes with the name people read. */
const displayName = "openshift.io/display-name";

/** The catalogue's profiles; equal display names are told apart by the object's own name. */
export const projectProfiles = (preferences: readonly PreferenceObject[]): ProfileView[] => {
  const labelOf = ({ metadata }: PreferenceObject) => metadata.annotations[displayName] || metadata.name;
  const labels = preferences.map(labelOf);
  return preferences
    .map((preference): ProfileView => {
      const label = labelOf(preference);
      const isShared = labels.filter((other) => other === label).length > 1;
      const { requirements } = preference.spec;
      return {
        name: preference.metadata.name,
        label: isShared ? `${label} (${preference.metadata.name})` : label,
        minimumCpu: requirements.cpu.guest,
        minimumMemoryBytes: quantityToBytes(requirements.memory.guest) ?? 0,
      };
    })
    .sort((a, b) => a.name.localeCompare(b.name, "en"));
};
