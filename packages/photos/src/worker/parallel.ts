/**
 * Maps with several calls in flight, and yields each result as soon as it is there.
 *
 * @param items What to map.
 * @param flights How many calls may be under way, or have results that were not taken yet.
 * @param work The call. What it throws ends the iteration.
 * @param discard Gets the results that nobody takes any more once the iteration has ended.
 */
export async function* mapInParallel<T, R>(
  items: Iterable<T>,
  flights: number,
  work: (item: T) => Promise<R>,
  discard: (result: R) => void = () => undefined,
): AsyncGenerator<R> {
  // No Promise.race: a slow call would keep the results of all that end before it.
  const results: R[] = [];
  let flying = 0;
  let failure: { error: unknown } | undefined;
  let ended = false;
  let wake = (): void => undefined;
  const launch = async (item: T): Promise<void> => {
    flying++;
    try {
      const result = await work(item);
      if (ended) discard(result);
      else results.push(result);
    } catch (error) {
      failure ??= { error };
    }
    flying--;
    wake();
  };
  const rest = items[Symbol.iterator]();
  let next = rest.next();
  try {
    for (;;) {
      for (; !failure && !next.done && flying + results.length < flights; next = rest.next()) {
        void launch(next.value);
      }
      if (failure) throw failure.error;
      if (results.length > 0) {
        yield results.shift() as R;
      } else if (flying > 0) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      } else {
        return;
      }
    }
  } finally {
    ended = true;
    for (const result of results) discard(result);
  }
}
