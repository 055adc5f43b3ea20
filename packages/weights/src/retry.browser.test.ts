import { ClipError } from '@web-clip/calls';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { HostError, withRetries } from './retry.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const missing = new ClipError('unknown-model', 'There is no such file.');

/** Asks hosts that give these answers in turn. Returns which hosts were asked. */
async function ask(
  answers: Record<string, (Error | string)[]>,
): Promise<{ asked: string; outcome: unknown }> {
  let asked = '';
  const outcome = withRetries(Object.keys(answers), undefined, async (url) => {
    asked += url;
    const answer = answers[url]?.shift() ?? new HostError('Try again.');
    if (answer instanceof Error) throw answer;
    return answer;
  }).catch((error) => error);
  await vi.advanceTimersByTimeAsync(100_000);
  return { asked, outcome: await outcome };
}

it('asks the mirrors of a host without the file, and not that host again', async () => {
  const answers = { a: [missing], b: [new HostError('Try again.'), 'b’s'] };
  expect(await ask(answers)).toEqual({ asked: 'abb', outcome: 'b’s' });
});

it('reports a missing file once no host has it', async () => {
  const answers = { a: [missing], b: [new HostError('Try again.'), missing] };
  expect(await ask(answers)).toEqual({ asked: 'abb', outcome: missing });
});

it('continues with a mirror while a host asks for a long wait', async () => {
  const busy = new HostError('Try again in 5 minutes.', { wait: 300_000 });
  const brokeOff = new HostError('It broke off.', { advanced: true });
  expect(await ask({ a: [busy], b: [brokeOff, 'b’s'] })).toEqual({ asked: 'abb', outcome: 'b’s' });
});

it('fails at once if all hosts ask for a long wait', async () => {
  const busy = new HostError('Try again in 5 minutes.', { wait: 300_000 });
  expect(await ask({ a: [busy] })).toEqual({ asked: 'a', outcome: busy });
});

it('tries four rounds without progress', async () => {
  const advanced = new HostError('It broke off.', { advanced: true });
  const { asked, outcome } = await ask({ a: [new HostError('Try again.'), advanced] });
  expect(asked).toBe('aaaaa');
  expect(outcome).toBeInstanceOf(HostError);
});
