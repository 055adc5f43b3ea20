import { piecesOf, request } from './request.ts';

/** Longer than any LFS pointer. */
const POINTER_BYTES = 1024;

/**
 * What the host says of a file's content: in the header that the Hugging Face hub has for it, or in the pointer that
 * Git LFS keeps in the file's place (https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md). An ETag says nothing:
 * that of the hub's storage is a hash of as many digits, and of something else
 * (https://huggingface.co/docs/xet/hashing#file-hashes).
 *
 * @param url The file's.
 * @param response The host's answer for it.
 * @param signal Aborts the question.
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
  // Of a repository's files the small ones are no LFS files.
  const pointer = /\.onnx(_data[\w.-]*)?$/.test(url) ? url.replace('/resolve/', '/raw/') : url;
  if (pointer === url) return undefined;
  try {
    const response = await request(pointer, {}, signal);
    // Outside LFS that is the file itself: no more of it than needed.
    for await (const start of piecesOf(pointer, response)) {
      const text = new TextDecoder().decode(start.subarray(0, POINTER_BYTES));
      return /^version https:\/\/git-lfs[\s\S]*^oid sha256:([0-9a-f]{64})$/m.exec(text)?.[1];
    }
  } catch {
    // A host without pointers, or in trouble: then the file's hash is recorded, and holds from now on.
  }
  return undefined;
}
