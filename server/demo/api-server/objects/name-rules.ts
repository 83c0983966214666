import { type FieldProblem, invalidValue } from "./status-error.ts";

const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const LABEL_1035 = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;
const QUALIFIED_NAME = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;

const SUBDOMAIN_TEXT =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
const LABEL_TEXT =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
const LABEL_1035_TEXT =
  "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')";
const LABEL_VALUE_TEXT =
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";
const LABEL_KEY_TEXT =
  "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";

const tooLong = (max: number) => `must be no more than ${max} bytes`;

/** Names of namespaces are labels, of services DNS-1035 labels, of RBAC kinds nearly free, of the rest subdomains. */
export function nameProblems(kind: string, name: string): FieldProblem[] {
  if (kind === "Namespace") return check("metadata.name", name, LABEL, LABEL_TEXT, 63);
  if (kind === "Service") return check("metadata.name", name, LABEL_1035, LABEL_1035_TEXT, 63);
  if (/^(Cluster)?Role(Binding)?$/.test(kind)) {
    const bad = name === "." || name === ".." || /[/%]/.test(name);
    return bad ? [invalidValue("metadata.name", name, "may not contain '/' or '%'")] : [];
  }
  return check("metadata.name", name, SUBDOMAIN, SUBDOMAIN_TEXT, 253);
}

export function labelProblems(labels: Readonly<Record<string, unknown>>): FieldProblem[] {
  return Object.entries(labels).flatMap(([key, value]) => {
    const problems: FieldProblem[] = [];
    const name = key.slice(key.indexOf("/") + 1);
    if (name.length > 63) problems.push(invalidValue("metadata.labels", key, `name part ${tooLong(63)}`));
    else if (!QUALIFIED_NAME.test(name)) problems.push(invalidValue("metadata.labels", key, LABEL_KEY_TEXT));
    if (typeof value !== "string") return problems;
    if (value.length > 63) problems.push(invalidValue("metadata.labels", value, tooLong(63)));
    else if (value !== "" && !QUALIFIED_NAME.test(value)) {
      problems.push(invalidValue("metadata.labels", value, LABEL_VALUE_TEXT));
    }
    return problems;
  });
}

function check(field: string, value: string, pattern: RegExp, text: string, max: number): FieldProblem[] {
  if (value.length > max) return [invalidValue(field, value, tooLong(max))];
  return pattern.test(value) ? [] : [invalidValue(field, value, text)];
}
