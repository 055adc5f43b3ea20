import { describe, expect, it } from 'vitest';
import { CopyGraph } from './copy-graph.ts';

const graphOf = (...hashes: string[]): { graph: CopyGraph; of: (hash: string) => number } => {
  const graph = new CopyGraph();
  const items = new Map(hashes.map((hash) => [hash, graph.add(hash)]));
  return { graph, of: (hash) => items.get(hash) as number };
};

const contents = (...hashes: string[]): Map<string, { length: number }> =>
  new Map(hashes.map((hash) => [hash, { length: 1 }]));

describe('a graph of copies', () => {
  it('asks for each pair once', () => {
    const { graph, of } = graphOf('a', 'b', 'c');
    graph.ask(of('a'), of('b'));
    graph.ask(of('b'), of('a'));
    expect(graph.pending()).toHaveLength(1);
    graph.answer(of('a'), of('b'), null);
    graph.ask(of('a'), of('b'));
    expect(graph.pending()).toEqual([]);
  });

  it('groups equal files, and pictures that compare as the same', () => {
    const { graph, of } = graphOf('a', 'b', 'c', 'd');
    graph.answer(of('a'), of('b'), {});
    graph.answer(of('c'), of('d'), null);
    const all = contents('a', 'b', 'c', 'd').set('e', { length: 2 });
    expect(graph.groups(all).map(({ hashes }) => hashes)).toEqual([['a', 'b'], ['e']]);
  });

  it('knows which one is a crop, in whatever order they were compared and added', () => {
    for (const order of [
      ['a', 'b'],
      ['b', 'a'],
    ]) {
      const { graph, of } = graphOf(...order);
      graph.answer(of('a'), of('b'), { cropped: 'second' });
      expect([...(graph.groups(contents('a', 'b'))[0]?.cropped ?? [])]).toEqual(['b']);
    }
  });

  it('wants pairs within connected copies compared', () => {
    const { graph, of } = graphOf('a', 'b', 'c');
    graph.answer(of('a'), of('b'), {});
    graph.answer(of('b'), of('c'), {});
    expect(graph.uncompared(3)).toEqual([[of('c'), of('a')]]);
    expect(graph.uncompared(2)).toEqual([]);
    graph.answer(of('a'), of('c'), null);
    expect(graph.uncompared(3)).toEqual([]);
  });

  it('forgets contents that are gone', () => {
    const { graph, of } = graphOf('a', 'b', 'c');
    graph.answer(of('a'), of('b'), {});
    graph.answer(of('b'), of('c'), {});
    expect(graph.retain(contents('b', 'c'))).toEqual([of('a')]);
    expect(graph.has('a')).toBe(false);
    expect(graph.groups(contents('b', 'c')).map(({ hashes }) => hashes)).toEqual([['b', 'c']]);
  });
});
