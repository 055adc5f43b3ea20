/**
 * If the worker's policy requires Trusted Types, allows it to start workers from its own origin and nothing
 * else, so that no text becomes code. It must be the `default` policy, because onnxruntime starts its threads
 * with plain URLs.
 */
export function trustOwnScripts(): void {
  globalThis.trustedTypes?.createPolicy('default', {
    createScriptURL: (url) => {
      if (url.startsWith(`${location.origin}/`)) return url;
      throw new TypeError(`${url} is on another origin.`);
    },
  });
}
