import { expect, test } from 'vitest';
import { askToRead } from './folder-access.ts';

const handle = (answer: PermissionState) =>
  ({ name: 'Holiday', requestPermission: async () => answer }) as unknown as FileSystemDirectoryHandle;

test('a dismissed prompt is no error, but a denial is one that says what to do', async () => {
  expect(await askToRead(handle('granted'))).toBe(true);
  expect(await askToRead(handle('prompt'))).toBe(false);
  await expect(askToRead(handle('denied'))).rejects.toMatchObject({
    code: 'unreadable-file',
    message: expect.stringContaining('“Holiday”'),
  });
});
