/** The layout of a uniform grid. */
export interface GridGeometry {
  count: number;
  columns: number;
  /** Side of a cell, in pixels. */
  cell: number;
  gap: number;
  /** From the top of the first row to the bottom of the last. */
  height: number;
}

/** Indices from `from` (inclusive) to `to` (exclusive). */
export interface Span {
  from: number;
  to: number;
}

/** The keys that move through the grid. */
const KEYS = new Set([
  'ArrowLeft',
  'ArrowRight',
  'ArrowUp',
  'ArrowDown',
  'Home',
  'End',
  'PageUp',
  'PageDown',
]);

/**
 * Lays out square cells in as many columns as fit, and widens them to fill the width.
 *
 * @param width Width of the grid, in pixels; 0 before it is laid out.
 * @param count Number of cells.
 * @param smallest Minimum side of a cell, in pixels.
 * @param gap Gap between cells, in pixels.
 */
export function layOut(width: number, count: number, smallest: number, gap: number): GridGeometry {
  const columns = Math.max(1, Math.floor((width + gap) / (smallest + gap)));
  const cell = Math.max(0, (width - (columns - 1) * gap) / columns);
  const rows = Math.ceil(count / columns);
  return { count, columns, cell, gap, height: rows === 0 ? 0 : rows * (cell + gap) - gap };
}

/** @returns The top left corner of a cell, in pixels. */
export function cornerOf(grid: GridGeometry, index: number): { x: number; y: number } {
  const pitch = grid.cell + grid.gap;
  return { x: (index % grid.columns) * pitch, y: Math.floor(index / grid.columns) * pitch };
}

/**
 * @param grid The grid.
 * @param top Scroll position, in pixels.
 * @param height Height of the visible part, in pixels.
 * @param extraRows Rows to render above and below the visible part.
 * @returns The cells to render, in whole rows.
 */
export function visibleSpan(grid: GridGeometry, top: number, height: number, extraRows: number): Span {
  const pitch = grid.cell + grid.gap;
  if (grid.count === 0 || grid.cell === 0 || height <= 0) return { from: 0, to: 0 };
  const first = Math.max(0, Math.floor(top / pitch) - extraRows);
  const last = Math.floor((top + height) / pitch) + extraRows;
  return {
    from: Math.min(first * grid.columns, grid.count),
    to: Math.min((last + 1) * grid.columns, grid.count),
  };
}

/**
 * @param grid The grid.
 * @param index The focused cell.
 * @param key A `KeyboardEvent.key`.
 * @param height Height of the visible part, which is one page.
 * @returns The cell that the key moves to, or undefined if the key does not move.
 */
export function moveFocus(
  grid: GridGeometry,
  index: number,
  key: string,
  height: number,
): number | undefined {
  if (!KEYS.has(key) || grid.count === 0) return undefined;
  const last = grid.count - 1;
  const { columns } = grid;
  const page = Math.max(1, Math.floor(height / (grid.cell + grid.gap))) * columns;
  const down = (step: number): number => {
    const target = index + step;
    if (target <= last) return target;
    // The last row may be short. From the row above, move to its end. Within it, stay.
    return Math.floor(index / columns) < Math.floor(last / columns) ? last : index;
  };
  const up = (step: number): number => (index - step >= 0 ? index - step : index % columns);
  switch (key) {
    case 'ArrowLeft':
      return Math.max(0, index - 1);
    case 'ArrowRight':
      return Math.min(last, index + 1);
    case 'ArrowUp':
      return up(columns);
    case 'ArrowDown':
      return down(columns);
    case 'PageUp':
      return up(page);
    case 'PageDown':
      return down(page);
    case 'Home':
      return 0;
    default:
      return last;
  }
}

/** @returns The scroll position nearest to `top` at which the cell is fully visible. */
export function revealAt(grid: GridGeometry, index: number, top: number, height: number): number {
  const { y } = cornerOf(grid, index);
  if (y < top) return y;
  if (y + grid.cell > top + height) return y + grid.cell - height;
  return top;
}
