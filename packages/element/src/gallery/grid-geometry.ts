/** A line across the grid, at which a new row begins. */
export interface Divider {
  /** Index of the first cell below it. */
  at: number;
  /** Its height, in pixels. */
  height: number;
}

/** The layout of a uniform grid. */
export interface GridGeometry {
  count: number;
  columns: number;
  /** Side of a cell, in pixels. */
  cell: number;
  gap: number;
  /** From the top of the first row to the bottom of the last. */
  height: number;
  divider?: Divider | undefined;
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
 * @param divider Left out if all cells are on one side of it.
 */
export function layOut(
  width: number,
  count: number,
  smallest: number,
  gap: number,
  divider?: Divider,
): GridGeometry {
  const columns = Math.max(1, Math.floor((width + gap) / (smallest + gap)));
  const cell = Math.max(0, (width - (columns - 1) * gap) / columns);
  const isDivided = divider !== undefined && divider.at > 0 && divider.at < count;
  const grid = { count, columns, cell, gap, height: 0, ...(isDivided && { divider }) };
  const { y } = cornerOf(grid, Math.max(0, count - 1));
  return { ...grid, height: count === 0 ? 0 : y + cell };
}

/** @returns The top left corner of a cell, in pixels. */
export function cornerOf(grid: GridGeometry, index: number): { x: number; y: number } {
  const pitch = grid.cell + grid.gap;
  const { row, column } = placeOf(grid, index);
  const isBelow = grid.divider !== undefined && index >= grid.divider.at;
  return { x: column * pitch, y: row * pitch + (isBelow ? (grid.divider?.height ?? 0) : 0) };
}

/** @returns The top of the divider, in pixels; undefined if there is none. */
export function dividerTop(grid: GridGeometry): number | undefined {
  return grid.divider && rowsAbove(grid) * (grid.cell + grid.gap);
}

/** Number of rows above the divider, or of all. */
const rowsAbove = ({ divider, count, columns }: GridGeometry): number =>
  Math.ceil((divider?.at ?? count) / columns);

function placeOf(grid: GridGeometry, index: number): { row: number; column: number } {
  const { divider, columns } = grid;
  const isBelow = divider !== undefined && index >= divider.at;
  const [first, firstRow] = isBelow ? [divider.at, rowsAbove(grid)] : [0, 0];
  return { row: firstRow + Math.floor((index - first) / columns), column: (index - first) % columns };
}

/** @returns Index of the first cell of a row; beyond the last row, the number of cells. */
function startOf(grid: GridGeometry, row: number): number {
  const above = rowsAbove(grid);
  const start =
    row < above ? row * grid.columns : (grid.divider?.at ?? grid.count) + (row - above) * grid.columns;
  return Math.min(start, grid.count);
}

/** @returns The row at a height, in pixels. The divider belongs to the row below it. */
function rowAt(grid: GridGeometry, y: number): number {
  const pitch = grid.cell + grid.gap;
  const top = dividerTop(grid) ?? Number.POSITIVE_INFINITY;
  if (y < top) return Math.max(0, Math.floor(y / pitch));
  return Math.max(rowsAbove(grid), Math.floor((y - (grid.divider?.height ?? 0)) / pitch));
}

/**
 * @param grid The grid.
 * @param top Scroll position, in pixels.
 * @param height Height of the visible part, in pixels.
 * @param extraRows Rows to render above and below the visible part.
 * @returns The cells to render, in whole rows.
 */
export function visibleSpan(grid: GridGeometry, top: number, height: number, extraRows: number): Span {
  if (grid.count === 0 || grid.cell === 0 || height <= 0) return { from: 0, to: 0 };
  return {
    from: startOf(grid, Math.max(0, rowAt(grid, top) - extraRows)),
    to: startOf(grid, rowAt(grid, top + height) + extraRows + 1),
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
  const page = Math.max(1, Math.floor(height / (grid.cell + grid.gap)));
  const { row, column } = placeOf(grid, index);
  const lastRow = placeOf(grid, last).row;
  /** A row may be short: move to its end. */
  const within = (row: number): number => Math.min(startOf(grid, row) + column, startOf(grid, row + 1) - 1);
  const down = (rows: number): number => {
    if (row + rows <= lastRow) return within(row + rows);
    return row < lastRow ? last : index;
  };
  const up = (rows: number): number => within(Math.max(0, row - rows));
  switch (key) {
    case 'ArrowLeft':
      return Math.max(0, index - 1);
    case 'ArrowRight':
      return Math.min(last, index + 1);
    case 'ArrowUp':
      return up(1);
    case 'ArrowDown':
      return down(1);
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
