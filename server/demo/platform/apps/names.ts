import { type Definition, groupName } from "./definitions.ts";
import { type Failure, invalid } from "./failure.ts";

const helmLimit = 53;
const dns1035 = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;
const tenantName = /^[a-z][a-z0-9]*$/;

/** Cozystack checks names on create only, against Helm's 53 characters for a release. */
export const nameFailure = (
  definition: Definition,
  namespace: string,
  name: string | undefined,
): Failure | undefined => {
  const fail = (message: string, reason = "FieldValueInvalid") =>
    invalid(groupName, definition.kind, name ?? "", [{ reason, message, field: "metadata.name" }]);
  const wrong = (why: string) => fail(`Invalid value: ${JSON.stringify(name)}: ${why}`);

  if (!name) return fail("Required value: name or generateName is required", "FieldValueRequired");
  if (!dns1035.test(name)) {
    return wrong(
      "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')",
    );
  }
  const limit = helmLimit - definition.prefix.length;
  if (name.length > limit) {
    return wrong(`must be no more than ${limit} characters (release prefix "${definition.prefix}")`);
  }
  if (definition.kind !== "Tenant") return undefined;
  if (!tenantName.test(name)) return wrong("tenant names must match ^[a-z][a-z0-9]*$");
  if (tenantNamespace(namespace, name).length > 63) return wrong("the namespace of the tenant would be too long");
  return undefined;
};

/** The namespace of tenant `name` whose object lies in `parent`: root's children carry no `root`. */
export const tenantNamespace = (parent: string, name: string): string => {
  if (parent === "tenant-root") return name === "root" ? parent : `tenant-${name}`;
  return `${parent}-${name}`;
};
