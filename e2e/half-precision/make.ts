import { makeHalfPrecisionBrowser } from './browser.ts';

const browser = await makeHalfPrecisionBrowser();
console.log(
  'path' in browser ? browser.path : `There is no browser with half precision: ${browser.missing}.`,
);
