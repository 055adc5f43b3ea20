import { orAborted } from '@web-clip/calls';

/** Something to iterate with `for await`. */
export type AnyIterable<T> = Iterable<T> | AsyncIterable<T>;

/** What happened next: another item, the end of the items or their failure, or the next result. */
type Event<T, R> = { item: IteratorResult<T> } | { failure: unknown } | { result: R };

/**
 * Maps items with several concurrent calls, and yields the results in the order of the items, each as soon as
 * it is there. No more items are taken than the consumer keeps up with.
 *
 * @param items The items. If they fail, the results of those before come first.
 * @param ahead Maximum number of items that are taken before the first of their results is consumed.
 * @param work The call. If it throws, the iteration ends.
 * @param signal Ends the iteration.
 * @throws The error of a call or of the items, or the signal's reason.
 */
export async function* inOrder<T, R>(
  items: AnyIterable<T>,
  ahead: number,
  work: (item: T, index: number) => Promise<R>,
  signal: AbortSignal,
): AsyncGenerator<R, void, undefined> {
  const iterator = Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]();
  const take = async (): Promise<Event<T, R>> => {
    try {
      return { item: await iterator.next() };
    } catch (failure) {
      return { failure };
    }
  };
  const running: Promise<Event<T, R>>[] = [];
  let taking: Promise<Event<T, R>> | undefined;
  let last: Event<T, R> | undefined;
  try {
    for (let index = 0; ; ) {
      if (!last && running.length < ahead) taking ??= take();
      const first = [running[0], taking].filter((event) => event !== undefined);
      if (first.length === 0) break;
      const event = await orAborted(Promise.race(first), signal);
      if ('result' in event) {
        running.shift();
        yield event.result;
        continue;
      }
      taking = undefined;
      if ('failure' in event || event.item.done) {
        last = event;
        continue;
      }
      const call = work(event.item.value, index++).then((result) => ({ result }));
      // It may fail before it is its turn.
      call.catch(() => undefined);
      running.push(call);
    }
    if (last && 'failure' in last) throw last.failure;
  } finally {
    // Not awaited: an iterator that is stuck would not answer.
    if (!last) void (async () => iterator.return?.())().catch(() => undefined);
  }
}
