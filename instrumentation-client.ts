// Next runs this before any other code of a page. Our policy forbids eval, which zod's compiler would try once for its schemas.
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });

export {};
