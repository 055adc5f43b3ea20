import { Program, type ProgramOptions } from './program.ts';

let program: Program | undefined;

/** The first message is the program; each other one has it run. */
addEventListener('message', ({ data }: MessageEvent<ProgramOptions | undefined>) => {
  if (data) program = new Program(data);
  else program?.run();
  postMessage(undefined);
});

addEventListener('messageerror', () => {
  throw new Error('a message that cannot be read');
});
