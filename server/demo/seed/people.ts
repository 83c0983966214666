export type SeedPerson = { name: string; groups: string[]; level: string };

/** Who may sign in at the demo's identity provider. */
export const seedPeople: SeedPerson[] = [
  { name: "ada.brunner", groups: ["tenant-acme-admin"], level: "admin" },
  { name: "omar.keller", groups: ["tenant-acme-use"], level: "use" },
  { name: "vera.rossi", groups: ["tenant-acme-view"], level: "view" },
  { name: "sam.support", groups: ["tenant-acme-view", "tenant-globex-use"], level: "view" },
];
