import { createHash } from 'node:crypto';
import type { Plugin } from 'vite';
import { FOR_GOOD } from './compression.ts';

/**
 * The app may run scripts of its own origin, and connect to that and to the Hugging Face hub, which redirects large
 * files to its other hosts (https://huggingface.co/docs/hub/models-downloading). Strings only become scripts or
 * markup through the named Trusted Types policies: lit's, for the templates in its scripts, and the policies that
 * start workers.
 */
const DIRECTIVES = {
  'default-src': "'none'",
  'script-src': "'self' 'wasm-unsafe-eval'",
  'worker-src': "'self'",
  'connect-src': "'self' https://huggingface.co https://*.hf.co",
  // Thumbnails are blobs.
  'img-src': "'self' blob:",
  // So are the videos of the library while they play.
  'media-src': 'blob:',
  'style-src': "'self'",
  'manifest-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'require-trusted-types-for': "'script'",
  'trusted-types': 'lit-html web-clip photo-search default',
};

/** The policy in the form for a `<meta>` element, for any host. */
const POLICY = Object.entries(DIRECTIVES)
  .map((directive) => directive.join(' '))
  .join('; ');

/** Name of the HTTP header of the policy. */
const POLICY_HEADER = 'Content-Security-Policy';

/** The policy as a header, which can also forbid other pages to frame the app. */
const SENT_POLICY = `${POLICY}; frame-ancestors 'none'`;

/**
 * Paths that need the header. Pages are not enough, because a worker uses the policy of its script's response, not
 * that of its page (https://html.spec.whatwg.org/multipage/browsers.html#initialize-worker-policy-container).
 * Excluded are `web-clip/`, which other pages use, `examples/`, whose pages each have a policy of their own, and
 * `bench/`, which loads models from anywhere and runs transformers.js, which imports onnxruntime from `blob:` URLs.
 */
const PATHS = ['/', '/index.html', '/sw.js', '/assets/*', '/ort/*'];

/** @returns The page with the policy, which also allows the page's import map. */
export function withPolicy(html: string): string {
  const [, importMap] = /<script type="importmap">(.*?)<\/script>/s.exec(html) ?? [];
  const hash = importMap && createHash('sha256').update(importMap).digest('base64');
  const policy = hash ? POLICY.replace("script-src 'self'", `$& 'sha256-${hash}'`) : POLICY;
  return html.replace(
    /\n *<meta charset="utf-8" \/>/,
    (charset) => `${charset}\n    <meta http-equiv="${POLICY_HEADER}" content="${policy}" />`,
  );
}

/**
 * Adds the policy to the built page, makes the server of the built site send it, and writes `_headers`, which makes
 * some hosts (Netlify, Cloudflare Pages) send it too.
 *
 * @param headers Other headers for the whole site.
 */
export function contentSecurityPolicy(headers: Readonly<Record<string, string>>): Plugin {
  const lines = Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`);
  const covered = new RegExp(`^(${PATHS.map((path) => path.replace('*', '.*')).join('|')})$`);
  return {
    name: 'content-security-policy',
    transformIndexHtml: { order: 'post', handler: (html, { server }) => (server ? html : withPolicy(html)) },
    generateBundle() {
      const policies = PATHS.flatMap((path) => [path, `  ${POLICY_HEADER}: ${SENT_POLICY}`]);
      const cached = ['/assets/*', `  Cache-Control: ${FOR_GOOD}`];
      const source = ['/*', ...lines, ...policies, ...cached, ''].join('\n');
      this.emitFile({ type: 'asset', fileName: '_headers', source });
    },
    configurePreviewServer({ middlewares }) {
      middlewares.use((request, response, next) => {
        const [path = ''] = (request.url ?? '').split('?');
        // Vite omits them from 304 responses, and WebKit then refuses a worker's script.
        for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
        if (covered.test(path)) response.setHeader(POLICY_HEADER, SENT_POLICY);
        next();
      });
    },
  };
}
