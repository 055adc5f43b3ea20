import { parseArgs } from 'node:util';
import { serve } from './serve.ts';

const { values } = parseArgs({ options: { port: { type: 'string', default: '4173' } } });
const { url } = await serve(Number(values.port));
console.log(
  `\n  web-clip photo search: ${url}\n  measure this device: ${url}bench/bench.html\n  documentation: ${url}docs/\n  examples: ${url}docs/guide/examples.html\n\n  Press Ctrl+C to stop.\n`,
);
