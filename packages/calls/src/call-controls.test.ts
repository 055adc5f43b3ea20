import { expose, type Remote, releaseProxy, wrap } from 'comlink';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CallControls, registerTransferHandlers, withControls } from './call-controls.ts';
import { ClipError } from './errors.ts';

/** What another thread does until it is told to stop. */
class Service {
  stopped: string | undefined;

  async work({ signal, onProgress }: CallControls<number>): Promise<void> {
    onProgress?.(1);
    await new Promise((_, reject) => {
      signal?.addEventListener('abort', () => {
        this.stopped = signal.reason.name;
        reject(new ClipError('engine-failed', 'It was stopped.'));
      });
    });
  }

  fail(_: CallControls): void {
    throw new ClipError('storage-full', 'Free space.', { cause: new RangeError('no more') });
  }
}

describe('withControls', () => {
  const { port1, port2 } = new MessageChannel();
  let service: Service;
  let remote: Remote<Service>;
  beforeAll(() => {
    registerTransferHandlers();
    service = new Service();
    expose(service, port1);
    remote = wrap<Service>(port2);
  });
  afterAll(() => {
    remote[releaseProxy]();
    port1.close();
    port2.close();
  });

  /** Aborts a call that has begun. */
  const stopped = (reason?: unknown): Promise<unknown> => {
    const controller = new AbortController();
    const onProgress = () => controller.abort(reason);
    return withControls<void, number>({ signal: controller.signal, onProgress }, (controls) =>
      remote.work(controls),
    ).catch((error: unknown) => error);
  };

  it('throws the very reason of its caller, whatever the other thread throws', async () => {
    const reason = Object.assign(() => 'cannot be cloned', { code: 'mine' });
    expect(await stopped(reason)).toBe(reason);
    expect(service.stopped).toBe('AbortError');
  });

  it('throws an AbortError without a reason', async () => {
    const error = await stopped();
    expect(error).toBeInstanceOf(DOMException);
    expect(error).toMatchObject({ name: 'AbortError' });
  });

  it('throws a TimeoutError after a timeout', async () => {
    const signal = AbortSignal.timeout(1);
    const error = await withControls({ signal }, (controls) => remote.work(controls)).catch((error) => error);
    expect(error).toBe(signal.reason);
    expect(error).toMatchObject({ name: 'TimeoutError' });
  });

  it('makes no call for a signal that is aborted already', async () => {
    const call = withControls({ signal: AbortSignal.abort('before') }, () => remote.fail(new CallControls()));
    await expect(call).rejects.toBe('before');
  });

  it('carries other errors with code and cause', async () => {
    const { signal } = new AbortController();
    await expect(withControls({ signal }, (controls) => remote.fail(controls))).rejects.toMatchObject({
      code: 'storage-full',
      message: 'Free space.',
      cause: { name: 'RangeError', message: 'no more' },
    });
  });
});
