/** What an expression sees by name: `object`, `oldObject`, `request`. */
export type Scope = Readonly<Record<string, unknown>>;
type Evaluate = (scope: Scope) => unknown;

const token =
  /\s*(?:(\d+(?:\.\d+)?)|("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|([A-Za-z_]\w*)|(&&|\|\||[=!<>]=|[-+!<>?:.,()[\]]))/y;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isEqual = (left: unknown, right: unknown): boolean => JSON.stringify(left) === JSON.stringify(right);

const truth = (value: unknown): boolean => {
  if (typeof value !== "boolean") throw new Error("no such overload");
  return value;
};

const compare = (left: unknown, right: unknown): number => {
  if (typeof left === "number" && typeof right === "number") return left - right;
  if (typeof left === "string" && typeof right === "string") return left < right ? -1 : Number(left > right);
  throw new Error("no such overload");
};

const relations: Record<string, (left: unknown, right: unknown) => unknown> = {
  "==": isEqual,
  "!=": (left, right) => !isEqual(left, right),
  "<": (left, right) => compare(left, right) < 0,
  "<=": (left, right) => compare(left, right) <= 0,
  ">": (left, right) => compare(left, right) > 0,
  ">=": (left, right) => compare(left, right) >= 0,
  in: (left, right) =>
    Array.isArray(right) ? right.some((it) => isEqual(it, left)) : isRecord(right) && `${left}` in right,
};

const sizeOf = (value: unknown): number => {
  if (typeof value === "string" || Array.isArray(value)) return value.length;
  if (isRecord(value)) return Object.keys(value).length;
  throw new Error("no such overload");
};

const methods: Record<string, (text: string, word: string) => boolean> = {
  startsWith: (text, word) => text.startsWith(word),
  endsWith: (text, word) => text.endsWith(word),
  contains: (text, word) => text.includes(word),
  matches: (text, word) => new RegExp(word).test(text),
};

const select = (value: unknown, key: unknown): unknown => {
  const found = Array.isArray(value) ? value[Number(key)] : isRecord(value) ? value[`${key}`] : undefined;
  if (found === undefined) throw new Error(`no such key: ${key}`);
  return found;
};

/**
 * The part of CEL that admission policies mostly use: fields, `has`, `size`, `in`, comparisons, `+`, `&&`, `||`, `!`, `? :`,
 * the text methods, `all` and `exists`. What lies beyond throws when it is read.
 */
export const parseExpression = (text: string): Evaluate => {
  const tokens: string[] = [];
  token.lastIndex = 0;
  while (text.slice(token.lastIndex).trim() !== "") {
    const at = token.lastIndex;
    const match = token.exec(text);
    if (!match) throw new Error(`syntax error at ${at}`);
    tokens.push(match[0].trim());
  }
  let at = 0;
  const peek = (): string => tokens[at] ?? "";
  const next = (): string => tokens[at++] ?? "";
  const take = (...words: string[]): string | undefined => (words.includes(peek()) ? next() : undefined);
  const expect = (word: string): void => {
    if (next() !== word) throw new Error(`syntax error: ${word} is missing`);
  };

  const whole = (): Evaluate => {
    const when = either();
    if (!take("?")) return when;
    const yes = whole();
    expect(":");
    const no = whole();
    return (scope) => (truth(when(scope)) ? yes(scope) : no(scope));
  };
  const either = (): Evaluate => {
    const left = both();
    if (!take("||")) return left;
    const right = either();
    return (scope) => truth(left(scope)) || truth(right(scope));
  };
  const both = (): Evaluate => {
    const left = relation();
    if (!take("&&")) return left;
    const right = both();
    return (scope) => truth(left(scope)) && truth(right(scope));
  };
  const relation = (): Evaluate => {
    const left = sum();
    const related = relations[take(...Object.keys(relations)) ?? ""];
    if (!related) return left;
    const right = sum();
    return (scope) => related(left(scope), right(scope));
  };
  const sum = (): Evaluate => {
    let left = unary();
    for (let sign = take("+", "-"); sign; sign = take("+", "-")) {
      const [before, right, isPlus] = [left, unary(), sign === "+"];
      left = (scope) => {
        const [one, two] = [before(scope), right(scope)];
        if (typeof one === "string" && typeof two === "string" && isPlus) return one + two;
        return isPlus ? Number(one) + Number(two) : Number(one) - Number(two);
      };
    }
    return left;
  };
  const unary = (): Evaluate => {
    const sign = take("!", "-");
    if (!sign) return member(primary());
    const value = unary();
    return (scope) => (sign === "!" ? !truth(value(scope)) : -Number(value(scope)));
  };

  const member = (value: Evaluate): Evaluate => {
    if (take("[")) {
      const key = whole();
      expect("]");
      return member((scope) => select(value(scope), key(scope)));
    }
    if (!take(".")) return value;
    const name = next();
    if (peek() !== "(") return member((scope) => select(value(scope), name));
    return member(call(name, value));
  };
  const call = (name: string, value: Evaluate): Evaluate => {
    expect("(");
    if (name === "all" || name === "exists") {
      const variable = next();
      expect(",");
      const each = whole();
      expect(")");
      return (scope) => {
        const items = value(scope);
        if (!Array.isArray(items)) throw new Error("no such overload");
        const holds = (item: unknown): boolean => truth(each({ ...scope, [variable]: item }));
        return name === "all" ? items.every(holds) : items.some(holds);
      };
    }
    const argument = take(")") ? undefined : whole();
    if (argument) expect(")");
    if (name === "size") return (scope) => sizeOf(value(scope));
    const method = methods[name];
    if (!method || !argument) throw new Error(`undeclared reference to '${name}'`);
    return (scope) => method(`${value(scope)}`, `${argument(scope)}`);
  };

  const primary = (): Evaluate => {
    const word = next();
    if (word === "(") {
      const inner = whole();
      expect(")");
      return inner;
    }
    if (word === "[") {
      const items: Evaluate[] = [];
      while (!take("]")) {
        items.push(whole());
        take(",");
      }
      return (scope) => items.map((item) => item(scope));
    }
    if (/^\d/.test(word)) return () => Number(word);
    if (/^['"]/.test(word)) return () => word.slice(1, -1).replace(/\\(.)/g, "$1");
    if (word === "true" || word === "false") return () => word === "true";
    if (word === "null") return () => null;
    if (word === "has" || word === "size") {
      expect("(");
      const inner = whole();
      expect(")");
      return word === "size" ? (scope) => sizeOf(inner(scope)) : (scope) => isThere(inner, scope);
    }
    return (scope) => select(scope, word);
  };

  const parsed = whole();
  if (at < tokens.length) throw new Error(`syntax error at ${peek()}`);
  return parsed;
};

const isThere = (value: Evaluate, scope: Scope): boolean => {
  try {
    value(scope);
    return true;
  } catch {
    return false;
  }
};
