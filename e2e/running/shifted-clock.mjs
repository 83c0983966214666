// Loaded into a product whose clock a test sets wrong (clock.ts); the timers of the process go on as they would.
const offsetMs = Number(process.env.E2E_CLOCK_OFFSET_SECONDS) * 1000;
const RealDate = Date;

globalThis.Date = class extends RealDate {
  constructor(...given) {
    super(...(given.length > 0 ? given : [RealDate.now() + offsetMs]));
  }

  static now() {
    return RealDate.now() + offsetMs;
  }
};
