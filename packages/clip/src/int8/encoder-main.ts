import type { Plan } from './plan.ts';
import { Program, type Workplace } from './program.ts';

let program: Program | undefined;

/** The first message tells where to work; each other one has a plan computed, a new one or the last. */
addEventListener('message', ({ data }: MessageEvent<Workplace | Plan['steps'] | undefined>) => {
  if (data && 'memory' in data) program = new Program(data);
  else program?.run(data);
  postMessage(undefined);
});

addEventListener('messageerror', () => {
  throw new Error('a message that cannot be read');
});
