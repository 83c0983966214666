/** Who can sign in to the demo with one click. Anybody else comes by the "Someone else" form. */
export type DemoPerson = {
  /** User name to the cluster, and the subject. */
  name: string;
  fullName: string;
  /** The highest level of the person, in the platform's own word. */
  level: "view" | "use" | "admin" | "super-admin";
  groups: string[];
  /** Role and tenant in a person's words. */
  says: string;
};

export const demoPeople: readonly DemoPerson[] = [
  {
    name: "ada.brunner",
    fullName: "Ada Brunner",
    level: "admin",
    groups: ["tenant-acme-admin"],
    says: "Administers tenant-acme and its tenant acme-dev",
  },
  {
    name: "omar.keller",
    fullName: "Omar Keller",
    level: "use",
    groups: ["tenant-acme-use"],
    says: "Uses the machines of tenant-acme: power and consoles",
  },
  {
    name: "vera.rossi",
    fullName: "Vera Rossi",
    level: "view",
    groups: ["tenant-acme-view"],
    says: "Looks at tenant-acme",
  },
  {
    name: "sam.support",
    fullName: "Sam Support",
    level: "use",
    groups: ["tenant-acme-view", "tenant-globex-use"],
    says: "Looks at tenant-acme, uses the machines of tenant-globex",
  },
];
