import { makeHalfPrecisionBrowser } from './browser.ts';

const browser = await makeHalfPrecisionBrowser();
console.log(
  'path' in browser ? browser.path : `The browser with half precision could not be made: ${browser.missing}.`,
);
