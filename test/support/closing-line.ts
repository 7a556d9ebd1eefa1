// A vitest reporter whose one line, `N passed, N failed`, is the very last thing a test run prints.
import fs from 'node:fs';
import type { SerializedError } from 'vitest';
import type { Reporter, TestModule } from 'vitest/node';

const STDOUT = 1;

export default class ClosingLine implements Reporter {
  private passed = 0;
  private failed = 0;
  private skipped = 0;

  /** Vitest prints its summary, and complaints about what would not end, at several later moments: only the exit is last. */
  onInit(): void {
    process.once('exit', (code) => {
      // A run that broke off before any test must not look like a good one.
      if (code !== 0 && this.failed === 0) this.failed = 1;
      fs.writeSync(STDOUT, `${this.line()}\n`);
    });
  }

  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly SerializedError[]): void {
    this.passed = 0;
    this.failed = unhandledErrors.length;
    this.skipped = 0;
    for (const module of modules) this.count(module);
  }

  private count(module: TestModule): void {
    const failedBefore = this.failed;
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      if (state === 'passed') this.passed += 1;
      else if (state === 'skipped') this.skipped += 1;
      else this.failed += 1; // also one that never came to run
    }
    // A file that cannot be loaded, and a hook that fails, have no test to blame.
    for (const group of [module, ...module.children.allSuites()]) if (group.errors().length > 0) this.failed += 1;
    if (!module.ok() && this.failed === failedBefore) this.failed += 1;
  }

  private line(): string {
    const skipped = this.skipped > 0 ? `, ${this.skipped} skipped` : '';
    return `${this.passed} passed, ${this.failed} failed${skipped}`;
  }
}
