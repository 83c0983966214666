export type NamedTest = { file: string; ids: string[]; name: string };
export type SecurityCase = { id: string; group: string; tried: string; tests: NamedTest[]; result: string };

export const namedTests: () => NamedTest[];
export const securityCases: () => { known: SecurityCase[]; unknown: string[] };
export const render: () => string;
