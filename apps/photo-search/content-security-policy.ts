import type { Plugin } from 'vite';

/**
 * What the app may do: run scripts of its own origin, and reach that and the Hugging Face hub, which sends on to hosts
 * of its own for large files (https://huggingface.co/docs/hub/models-downloading). No text becomes script or markup but
 * by the Trusted Types policies that are named: lit's, for the templates in its scripts, and those that start workers.
 */
const DIRECTIVES = {
  'default-src': "'none'",
  'script-src': "'self' 'wasm-unsafe-eval'",
  'worker-src': "'self'",
  'connect-src': "'self' https://huggingface.co https://*.hf.co",
  // Thumbnails are blobs.
  'img-src': "'self' blob:",
  'style-src': "'self'",
  'manifest-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'require-trusted-types-for': "'script'",
  'trusted-types': 'lit-html web-clip photo-search default',
};

/** The policy, as it works from a `<meta>` of a page, wherever that is hosted. */
export const POLICY = Object.entries(DIRECTIVES)
  .map((directive) => directive.join(' '))
  .join('; ');

/** Name of the header that the policy is sent with. */
export const POLICY_HEADER = 'Content-Security-Policy';

/** The policy as a header, where it can also keep other pages from framing the app. */
const SENT_POLICY = `${POLICY}; frame-ancestors 'none'`;

/**
 * What the policy has to be sent with: not the pages alone, since a worker is under the policy of its script's answer and
 * not under its page's (https://html.spec.whatwg.org/multipage/browsers.html#initialize-worker-policy-container).
 * Not `web-clip/`, which other pages use, nor `bench/`, which takes models from anywhere and runs transformers.js, which
 * imports onnxruntime from `blob:` URLs.
 */
const PATHS = ['/', '/index.html', '/sw.js', '/assets/*', '/ort/*', '/embed/*'];

/** @returns The page, with the policy in it. */
export function withPolicy(html: string): string {
  return html.replace(
    /\n *<meta charset="utf-8" \/>/,
    (charset) => `${charset}\n    <meta http-equiv="${POLICY_HEADER}" content="${POLICY}" />`,
  );
}

/**
 * Puts the policy into the built page, has the server of the built site send it, and writes `_headers`, which tells
 * some hosts (Netlify, Cloudflare Pages) to do so.
 *
 * @param headers What the whole site is sent with besides.
 */
export function contentSecurityPolicy(headers: Readonly<Record<string, string>>): Plugin {
  const lines = Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`);
  const covered = new RegExp(`^(${PATHS.map((path) => path.replace('*', '.*')).join('|')})$`);
  return {
    name: 'content-security-policy',
    transformIndexHtml: { order: 'post', handler: (html, { server }) => (server ? html : withPolicy(html)) },
    generateBundle() {
      const policies = PATHS.flatMap((path) => [path, `  ${POLICY_HEADER}: ${SENT_POLICY}`]);
      const source = ['/*', ...lines, ...policies, ''].join('\n');
      this.emitFile({ type: 'asset', fileName: '_headers', source });
    },
    configurePreviewServer({ middlewares }) {
      middlewares.use((request, response, next) => {
        const [path = ''] = (request.url ?? '').split('?');
        // Vite leaves them out of 304 answers, and WebKit then refuses the script of a worker.
        for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
        if (covered.test(path)) response.setHeader(POLICY_HEADER, SENT_POLICY);
        next();
      });
    },
  };
}
