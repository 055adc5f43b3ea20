import type { Message } from './result.ts';
import { runBench } from './run.ts';
import { settingsOf } from './settings.ts';

const query = new URLSearchParams(location.search);
const settings = settingsOf(query);
async function post(message: Message) {
  console.log(JSON.stringify(message));
  if (settings.report)
    await fetch(settings.report, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(message),
    });
}
for await (const message of runBench(settings, undefined, (what) => console.info(what))) await post(message);
