import { findFirefox, findMiniBrowser } from './installed.ts';

for (const find of [findFirefox, findMiniBrowser]) {
  try {
    console.log(find(true));
  } catch (error) {
    console.log((error as Error).message);
  }
}
