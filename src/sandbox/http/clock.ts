/** The bot's clock as the page shows and moves it; the composition root gives it. */
export interface SandboxClock {
  now(): Promise<Date>;
  shift(by: 'day' | 'month'): Promise<Date>;
  reset(): Promise<Date>;
}

const FOLLOW_INTERVAL_MS = 2000;
/** Smaller differences are the clocks' own trembling. */
const JUMP_MS_MIN = 1500;

/** The bot's clock as last heard, going on by itself in between, so that messages can be dated without waiting. */
export class FollowedClock {
  private readonly clock: SandboxClock;
  private readonly onJump: (now: Date) => void;
  private aheadMs = 0;
  private timer: NodeJS.Timeout | undefined;

  /** `onJump` hears the new time whenever the clock has been moved. */
  constructor(clock: SandboxClock, onJump: (now: Date) => void) {
    this.clock = clock;
    this.onJump = onJump;
  }

  /** Reads the clock, and from now on looks now and then whether it was moved elsewhere (`exodus clock`). */
  async start(): Promise<void> {
    this.aheadMs = (await this.clock.now()).getTime() - Date.now();
    this.timer = setInterval(() => void this.refresh().catch(() => undefined), FOLLOW_INTERVAL_MS);
    this.timer.unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** Milliseconds since 1970. */
  now(): number {
    return Date.now() + this.aheadMs;
  }

  async refresh(): Promise<Date> {
    return this.heard(await this.clock.now());
  }

  async shift(by: 'day' | 'month'): Promise<Date> {
    return this.heard(await this.clock.shift(by));
  }

  async reset(): Promise<Date> {
    return this.heard(await this.clock.reset());
  }

  private heard(now: Date): Date {
    const aheadMs = now.getTime() - Date.now();
    const hasJumped = Math.abs(aheadMs - this.aheadMs) > JUMP_MS_MIN;
    this.aheadMs = aheadMs;
    if (hasJumped) this.onJump(now);
    return now;
  }
}
