import { orUnwritable, writeFile } from './file-copy.ts';
import { createAt, isTaken, removeLeftover } from './folder-files.ts';
import type { Journal, TransferRecord } from './journal.ts';

/**
 * Writes the list of what was moved into the target, as JSON lines, so that a person or a script can undo it even
 * without this browser.
 */
export async function writeList(journal: Journal, transfer: TransferRecord): Promise<TransferRecord> {
  const { target, folders } = transfer;
  const known = transfer.list === undefined ? { ...transfer, list: await freeName(transfer) } : transfer;
  if (known !== transfer) await journal.putTransfer(known);
  const lines: string[] = [];
  for await (const { folder, files, state } of journal.steps(transfer.id)) {
    if (state !== 'done') continue;
    const from = folders.get(folder)?.name ?? '';
    for (const { path, to, size, modified, hash } of files) {
      const line = {
        from: `${from}/${path}`,
        to,
        size,
        modified: new Date(modified).toISOString(),
        sha256: hash,
      };
      lines.push(`${JSON.stringify(line)}\n`);
    }
  }
  const name = known.list ?? '';
  await removeLeftover(target, name);
  await writeFile(await orUnwritable(createAt(target, name), name), (write) => write(new Blob(lines)));
  return known;
}

async function freeName({ target, started }: TransferRecord): Promise<string> {
  const stem = `moved-${new Date(started).toISOString().slice(0, 19).replaceAll(':', '-')}`;
  for (let number = 1; ; number++) {
    const name = `${stem}${number > 1 ? `-${number}` : ''}.jsonl`;
    if (!(await isTaken(target, name))) return name;
  }
}
