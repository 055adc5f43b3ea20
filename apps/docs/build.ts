import { fileURLToPath } from 'node:url';
import { build } from 'vitepress';
import { writeApiPages } from './api.ts';

// The site in dist/docs/, which `npm run demo` serves beside the app.
await writeApiPages();
await build(fileURLToPath(new URL('.', import.meta.url)));
