import { piecesOf, request } from './request.ts';

/** Longer than any LFS pointer. */
const POINTER_BYTES = 1024;

/**
 * Asks the host for the SHA-256 of a file. The Hugging Face hub sends it in a header. Other hosts may have
 * the pointer file that Git LFS keeps in place of the file
 * (https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md).
 *
 * The ETag does not help: on the hub's storage it is a hash of the same length, but of something else
 * (https://huggingface.co/docs/xet/hashing#file-hashes).
 *
 * @param url The file's URL.
 * @param response The host's response for it.
 * @param signal Aborts the request.
 * @returns SHA-256 in hexadecimal, or undefined if the host does not tell.
 */
export async function hashFromHost(
  url: string,
  response: Response,
  signal: AbortSignal,
): Promise<string | undefined> {
  const named = response.headers.get('x-linked-etag') ?? '';
  return /^"?([0-9a-f]{64})"?$/.exec(named)?.[1] ?? (await hashFromPointer(url, signal));
}

async function hashFromPointer(url: string, signal: AbortSignal): Promise<string | undefined> {
  // Small files of a repository are not in LFS.
  const pointer = /\.onnx(_data[\w.-]*)?$/.test(url) ? url.replace('/resolve/', '/raw/') : url;
  if (pointer === url) return undefined;
  try {
    const response = await request(pointer, {}, signal);
    // Without LFS this is the file itself, so read no more of it than needed.
    for await (const start of piecesOf(pointer, response)) {
      const text = new TextDecoder().decode(start.subarray(0, POINTER_BYTES));
      return /^version https:\/\/git-lfs[\s\S]*^oid sha256:([0-9a-f]{64})$/m.exec(text)?.[1];
    }
  } catch {
    // The host has no pointers or does not respond. The file's hash is then recorded, and expected from now
    // on.
  }
  return undefined;
}
