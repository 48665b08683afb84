// What stands on `window` beside what browsers put there.

import type { Page } from '../../www/page/page.js';

declare global {
  interface Window {
    /** The page's handle: see boot.js. */
    pushpull: Page;
    trustedTypes?: { createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string } };
    /** Browser tests: something that must not happen. */
    complain(text: string): void;
    /** The bench: see ways.js. */
    prepare(name: string, points: number): Promise<{ loss: number; norm: number }>;
    prepareEntry(points: number, config: string): void;
    prepareTraining(name: string, points: number): void;
    prepareExample(id: string): void;
    rounds(length: number, budget: number): number[];
    points(count: number): { points: number[]; labels: number[] };
    entries(): string[];
    batches(): number[];
    examples(): string[];
    /** TensorFlow.js, which is installed for the bench alone. */
    tf: any;
  }
}
