import type { Plan } from '../plan/plan.ts';
import { Program, type Workplace } from './program.ts';

let program: Program | undefined;

/**
 * The first message is the workplace. Every later one computes a plan: the one it carries, or the last one
 * again.
 */
addEventListener('message', ({ data }: MessageEvent<Workplace | Plan['steps'] | undefined>) => {
  if (data && 'memory' in data) program = new Program(data);
  else program?.run(data);
  postMessage(undefined);
});

addEventListener('messageerror', () => {
  throw new Error('The encoder could not read a message.');
});
