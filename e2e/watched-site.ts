import type { IncomingMessage } from 'node:http';
import { type BrowserContext, chromium } from '@playwright/test';
import { TEST_ARGUMENTS } from '@web-clip/cli/browser';
import { serve } from '@web-clip/cli/serve';
import { testBrowser } from './test-browser.ts';

const REPORTS = '/violations';

/** A request of a browser to the site. */
interface Asked {
  method: string;
  /** Path and query. */
  url: string;
  headers: string;
  /** Size of the request's body in bytes. */
  body: number;
}

/** The built site with its shipped policy, and a dedicated browser. */
export interface WatchedSite {
  /** Ends with a slash. */
  url: string;
  context: BrowserContext;
  /** All requests to the site, by pages, workers, threads and the service worker. */
  asked: Asked[];
  /** Requests by pages and workers to other origins: method, URL, body and headers. */
  elsewhere: string[];
  /** Violations of the policy, as `<script or page> <directive> <what>`. */
  violations: string[];
}

/** @param work Called with the site, which closes afterwards. */
export async function watchSite(work: (site: WatchedSite) => Promise<void>): Promise<void> {
  const asked: Asked[] = [];
  const elsewhere: string[] = [];
  const violations: string[] = [];
  const { server, url } = await serve(0, [
    {
      name: 'watch',
      configurePreviewServer({ middlewares }) {
        middlewares.use(async (request, response, next) => {
          const body = await bodyOf(request);
          if (request.url === REPORTS) {
            violations.push(describe(JSON.parse(body.toString('utf8'))));
            response.writeHead(204).end();
            return;
          }
          asked.push({
            method: request.method ?? '',
            url: request.url ?? '',
            headers: request.rawHeaders.join('\n'),
            body: body.length,
          });
          // The shipped policy has no report URL, so it is sent a second time with one.
          const policy = response.getHeader('Content-Security-Policy');
          if (policy) {
            response.setHeader('Content-Security-Policy-Report-Only', `${policy}; report-uri ${REPORTS}`);
          }
          next();
        });
      },
    },
  ]);
  const browser = await chromium.launch({ executablePath: testBrowser(), args: TEST_ARGUMENTS });
  try {
    const context = await browser.newContext({
      baseURL: url,
      viewport: { width: 1200, height: 800 },
      serviceWorkers: 'allow',
    });
    context.on('request', (request) => {
      const address = request.url();
      if (!address.startsWith('http') || address.startsWith(url)) return;
      const headers = Object.values(request.headers());
      elsewhere.push([request.method(), address, request.postData() ?? '', ...headers].join(' '));
    });
    await work({ url, context, asked, elsewhere, violations });
  } finally {
    await browser.close();
    await server.close();
  }
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

/** @param report In the format of https://www.w3.org/TR/CSP3/#deprecated-serialize-violation. */
function describe({ 'csp-report': report }: { 'csp-report': Record<string, string> }): string {
  const script = report['document-uri']
    ?.split('/')
    .at(-1)
    ?.split('?')[0]
    ?.replace(/-[\w-]{8}\.js$/, '');
  return `${script || 'page'} ${report['effective-directive']} ${report['blocked-uri']}`;
}
