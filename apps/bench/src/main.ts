import { html, nothing, render } from 'lit';
import { chart } from './chart.ts';
import { form } from './form.ts';
import './page.css';
import type { Environment, Message, Result } from './result.ts';
import { runBench } from './run.ts';
import { type Settings, settingsOf } from './settings.ts';
import { openGrowing } from './suites/growth.ts';
import { environmentLine, markdownReport } from './tables.ts';

const query = new URLSearchParams(location.search);
const results: Result[] = [];
const errors: string[] = [];
let environment: Environment | undefined;
let status: string | undefined;
let settings: Settings | undefined;

// For the command, which alternates between libraries in several browsers.
Object.assign(globalThis, { openGrowing });
const asked = await choose(query);
if (asked && query.has('run')) await measure(asked, []);

/** Parses the choice, or shows why it is invalid. */
async function choose(query: URLSearchParams): Promise<Settings | undefined> {
  errors.length = 0;
  try {
    settings = settingsOf(query);
    return settings;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    errors.push(message);
    // Otherwise the command would wait for an answer forever.
    await post(query.get('report'), { error: message });
    await post(query.get('report'), { done: true });
    return undefined;
  } finally {
    draw();
  }
}

async function start(query: URLSearchParams, photos: readonly File[]): Promise<void> {
  const chosen = await choose(query);
  if (chosen) await measure(chosen, photos);
}

async function measure(chosen: Settings, photos: readonly File[]): Promise<void> {
  results.length = 0;
  const tell = (what: string): void => {
    status = what;
    console.info(what);
    draw();
  };
  for await (const message of runBench(chosen, photos.length > 0 ? photos : undefined, tell)) {
    if ('environment' in message) environment = message.environment;
    else if ('result' in message) results.push(message.result);
    else if ('error' in message)
      errors.push(message.suite ? `${message.suite}: ${message.error}` : message.error);
    else status = undefined;
    draw();
    await post(chosen.report, message);
  }
}

async function post(report: string | null | undefined, message: Message): Promise<void> {
  if (!report) return;
  const headers = { 'Content-Type': 'application/json' };
  await fetch(report, { method: 'POST', headers, body: JSON.stringify(message) });
}

async function copy({ currentTarget }: Event): Promise<void> {
  if (!environment) return;
  await navigator.clipboard.writeText(markdownReport(environment, results, errors));
  (currentTarget as HTMLButtonElement).textContent = 'Copied';
}

function draw(): void {
  render(
    html`<main>
      <h1>Measure this device</h1>
      <p class="muted">
        How fast web-clip runs CLIP models in this browser. Photos and results stay on this device.
      </p>
      ${settings && status === undefined ? form(settings, start) : nothing}
      <div class="bar-of-status">
        <span role="status">${status ?? (results.length > 0 ? 'Finished.' : '')}</span>
        ${environment && results.length > 0 ? html`<button type="button" @click=${copy}>Copy report</button>` : nothing}
      </div>
      ${errors.map((error) => html`<p class="error" role="alert">${error}</p>`)}
      ${environment ? html`<p class="muted">${environmentLine(environment)}</p>` : nothing}
      ${results.map(chart)}
    </main>`,
    document.body,
  );
}
