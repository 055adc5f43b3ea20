/**
 * Where the worker's own policy requires Trusted Types, lets it start workers from its own origin, and nothing else:
 * no text becomes code. It has to be the `default` policy, as onnxruntime starts its threads by plain URLs.
 */
export function trustOwnScripts(): void {
  globalThis.trustedTypes?.createPolicy('default', {
    createScriptURL: (url) => {
      if (url.startsWith(`${location.origin}/`)) return url;
      throw new TypeError(`${url} is not of this origin.`);
    },
  });
}
