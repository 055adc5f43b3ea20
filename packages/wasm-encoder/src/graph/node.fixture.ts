import type { OnnxNode } from './onnx-graph.ts';

/** A node with one of ONNX's standard operators. */
export function node(
  operator: string,
  inputs: readonly string[],
  outputs: readonly string[],
  attributes: Readonly<Record<string, number>> = {},
): OnnxNode {
  return { domain: '', operator, inputs, outputs, attributes: new Map(Object.entries(attributes)) };
}
