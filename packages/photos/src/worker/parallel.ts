/**
 * Maps with several calls in flight, and yields each result as soon as it is there.
 *
 * @param items What to map.
 * @param flights How many calls may be under way; none begins before there is room.
 * @param work The call. What it throws ends the iteration.
 */
export async function* mapInParallel<T, R>(
  items: Iterable<T>,
  flights: number,
  work: (item: T) => Promise<R>,
): AsyncGenerator<R> {
  const underWay = new Set<Promise<{ result: R; self: () => void }>>();
  const launch = (item: T): void => {
    const flight = work(item).then((result) => ({ result, self: () => underWay.delete(flight) }));
    // Whoever stops early does not hear of the others' failures.
    flight.catch(() => undefined);
    underWay.add(flight);
  };
  for (const item of items) {
    launch(item);
    if (underWay.size < flights) continue;
    const { result, self } = await Promise.race(underWay);
    self();
    yield result;
  }
  while (underWay.size > 0) {
    const { result, self } = await Promise.race(underWay);
    self();
    yield result;
  }
}
