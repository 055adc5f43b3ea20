import { findBrowser } from '@web-clip/cli/browser';
import { madeHalfPrecisionBrowser } from './half-precision/made.ts';

/**
 * @returns Path of the Chromium for tests: the one with half precision if it has been made, because its software GPU is
 *   several times faster.
 */
export const testBrowser = (): string => madeHalfPrecisionBrowser() ?? findBrowser();
