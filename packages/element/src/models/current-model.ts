import { type ModelSpec, registry } from '@web-clip/clip';
import type { Folder } from '@web-clip/photos';
import type { ReactiveControllerHost } from 'lit';
import type { PhotoSearchProgress } from '../events.ts';
import type { Message } from '../i18n/strings.ts';
import { WordedError } from '../i18n/worded-error.ts';
import type { FolderOffers } from '../photos/folder-offers.ts';
import type { Sources } from '../photos/sources.ts';
import type { ErrorState } from '../session/error-state.ts';
import type { Session, SessionOptions } from '../session/session.ts';
import { SessionKeeper } from '../session/session-keeper.ts';
import { keepStorage } from '../storage/browser-storage.ts';
import { shortName } from '../ui/format.ts';
import { needsAgreement, rememberAgreement } from './agreements.ts';
import { rememberedModel, rememberModel } from './chosen-model.ts';
import { withQuota } from './download-quota.ts';
import { ModelDownload } from './model-download.ts';
import { NextModel } from './next-model.ts';

/** The element's attributes that concern models. */
export interface ModelSettings extends Omit<SessionOptions, 'model' | 'onChange'> {
  /** The initial model. */
  readonly model: string;
  /** The models that the user can choose from. */
  readonly models: readonly ModelSpec[];
  /** URL of the folder of a sample album. */
  readonly samples: string | undefined;
}

/** Events of {@link CurrentModel}. */
export interface ModelEvents {
  /** Asks the user to agree to a model’s licence; undefined if they did not answer. */
  ask(model: ModelSpec): Promise<boolean | undefined>;
  /** A session has opened. */
  entered(session: Session): Promise<void>;
  /** The current session, if any, is about to end. */
  leaving(): void;
  /** There is no session any more, and the displayed results are stale. */
  ended(): void;
  /** A download has advanced, or the next model has indexed photos. */
  progressed(progress: PhotoSearchProgress): void;
  /** Another tab has changed the library. */
  changed(): void;
  /** Resolves once no copy of the library is being saved or loaded. */
  copyFinished(): Promise<void>;
}

/** Dependencies of {@link CurrentModel}. */
export interface ModelHands {
  readonly errorState: ErrorState;
  readonly sources: Sources;
  readonly offers: FolderOffers;
}

/** Opens the current model with its library, switches to other models, and restarts a model whose worker died. */
export class CurrentModel {
  readonly #host: ReactiveControllerHost & ModelSettings;
  readonly #hands: ModelHands;
  readonly #events: ModelEvents;
  readonly #sessions: SessionKeeper;
  readonly #download: ModelDownload;
  /** The model that is being prepared to replace the current one. */
  readonly next: NextModel;
  /** Text about something that happened without the user's action. */
  notice: Message | undefined;

  /**
   * @param host Updated when the model changes.
   * @param dependencies What it needs from the element.
   * @param events Callbacks of the element.
   */
  constructor(host: ReactiveControllerHost & ModelSettings, hands: ModelHands, events: ModelEvents) {
    this.#host = host;
    this.#hands = hands;
    this.#events = events;
    this.#sessions = new SessionKeeper(host, (session, again) => void this.#startAgain(session, again));
    this.#download = new ModelDownload(host, (progress) => events.progressed(progress));
    this.next = new NextModel(host, this.#download, {
      progressed: (progress) => events.progressed(progress),
      unreadable: (error) => hands.errorState.report(error),
    });
  }

  /** The open session. */
  get session(): Session | undefined {
    return this.#sessions.current;
  }

  /** The session that is open or opening. */
  get opening(): Promise<Session> | undefined {
    return this.#sessions.opening;
  }

  /** Progress of a download; undefined if there is nothing to show. */
  get download(): ModelDownload['shown'] {
    return this.#download.shown;
  }

  /** Opens the library with the model that the user chose last. */
  async start(): Promise<void> {
    const { errorState, sources } = this.#hands;
    this.#events.ended();
    const { name, model } = this.#host;
    const session = await this.#open(rememberedModel(name) ?? model, model);
    if (session) await sources.resume(session.library).catch((error) => errorState.report(error));
  }

  /** Stops all work on the session, which stays open. */
  leave(): void {
    this.#events.leaving();
    this.next.cancel();
    this.#download.cancel();
  }

  /**
   * Switches to another model once it has indexed the photos. Until then the current one stays in use.
   *
   * @returns Its session. Undefined if the switch failed or was cancelled, which the user is told.
   */
  async change(model: string): Promise<Session | undefined> {
    const { errorState } = this.#hands;
    errorState.dismiss();
    this.dismissNews();
    if (!this.session) return this.#open(model, this.#host.model);
    const spec = this.#spec(model);
    if (spec && needsAgreement(spec) && !(await this.#ask(spec))) return undefined;
    // Another model may have become current while the user was reading.
    const before = this.session;
    if (!before) return this.#open(model, this.#host.model);
    try {
      const change = () => this.#goOver(before, model, spec);
      return await (spec ? withQuota(spec, before.info, change) : change());
    } catch (error) {
      errorState.report(error, ({ modelStays }) => modelStays(shortName(before.info.model.name)));
      return undefined;
    }
  }

  /** Switches to a model that the user has chosen, and stores the choice for later visits. */
  async choose(id: string): Promise<void> {
    const session = await this.change(id);
    if (!session) return;
    rememberModel(this.#host.name, session.info.model.id);
    void keepStorage();
  }

  /** Checks whether the model has moved to another GPU or to the CPU. */
  async look(): Promise<void> {
    const changed = await this.#sessions.look();
    if (!changed) return;
    const isSame = changed.now.backend === changed.before.backend;
    this.#tell(({ gpuRestarted, gpuReplaced }) => (isSame ? gpuRestarted : gpuReplaced));
  }

  /** Clears the notice. */
  dismissNews(): void {
    this.#tell(undefined);
  }

  #tell(notice: Message | undefined): void {
    this.notice = notice;
    this.#host.requestUpdate();
  }

  /**
   * Opens a session. If its model may not be used, does not start or cannot be downloaded, opens the fallback
   * instead.
   */
  async #open(model: string, fallback = model): Promise<Session | undefined> {
    try {
      return await this.#begin(model, fallback);
    } catch (error) {
      this.#hands.errorState.report(error);
      if (fallback !== model) return this.#fallBack(fallback);
      this.#events.ended();
      return undefined;
    }
  }

  async #begin(model: string, fallback = model): Promise<Session | undefined> {
    this.leave();
    const spec = this.#spec(model);
    // Do not await if the user need not be asked: `opening` then is set at once.
    const agreed = !spec || !needsAgreement(spec) || (await this.#ask(spec));
    if (!agreed) return agreed === false && fallback !== model ? this.#fallBack(fallback) : undefined;
    const session = await this.#sessions.open(this.#options(model));
    if (!session) return undefined;
    await this.#events.entered(session);
    if (session.abort.signal.aborted) return undefined;
    // One download at a time: another model may have been chosen in the meantime.
    if (!this.next.model) void this.#prefetch(session, model, fallback);
    return session;
  }

  #spec(model: string): ModelSpec | undefined {
    return this.#host.models.find(({ id }) => id === model);
  }

  #options(model: string): SessionOptions {
    const { device, name, assets, crossOrigin, modelHost } = this.#host;
    const onChange = (): void => this.#events.changed();
    const spec = this.#spec(model);
    // Given by id, a model is described by its repository’s own files.
    const isOwn = spec !== undefined && spec !== registry.get(model);
    return { model: isOwn ? spec : model, device, name, assets, crossOrigin, modelHost, onChange };
  }

  /** Asks before anything is downloaded. Undefined if the user did not answer. */
  async #ask(model: ModelSpec): Promise<boolean | undefined> {
    const agreed = await this.#events.ask(model);
    if (agreed) rememberAgreement(model);
    return agreed;
  }

  #fallBack(model: string): Promise<Session | undefined> {
    // Otherwise every visit would begin with the same failure.
    rememberModel(this.#host.name, model);
    return this.#open(model);
  }

  /** Downloads everything a search needs, so that the page works offline afterwards. */
  async #prefetch({ clip, info }: Session, model: string, fallback: string): Promise<void> {
    try {
      await this.#download.follow(info.model.name, (options) => clip.prefetch(options), true);
    } catch (error) {
      this.#hands.errorState.report(error);
      if (fallback !== model) await this.#fallBack(fallback);
    }
  }

  /** Switches to a model that fits into storage and whose licence the user has accepted. */
  async #goOver(before: Session, model: string, spec: ModelSpec | undefined): Promise<Session | undefined> {
    const { sources, offers } = this.#hands;
    let missing: readonly Folder[] = [];
    await sources.askToRead(before.library);
    const session = await this.next.prepare(
      { id: model, name: spec?.name ?? model },
      this.#options(model),
      async (library) => {
        const [old, own] = await Promise.all([before.library.status(), library.status()]);
        if (own.searchable >= old.searchable) return [];
        const found = await sources.collect(before.library, this.#host.samples);
        missing = found.missing;
        return found.additions;
      },
      () => this.#events.copyFinished(),
    );
    if (!session) return undefined;
    this.leave();
    this.#sessions.adopt(session);
    await this.#events.entered(session);
    offers.offer(missing);
    this.#tell(({ modelUsed }) => modelUsed(session.info.model.name));
    return session;
  }

  /** Restarts the model after its worker died, unless it died shortly before as well. */
  async #startAgain({ info }: Session, again: boolean): Promise<void> {
    if (again) return this.#stop(({ modelDiedTwice }) => modelDiedTwice);
    const { next } = this;
    const givenUp = next.model && shortName(next.model.name);
    try {
      // Restart without a fallback: the user has chosen this model, and it may well start the next time.
      const session = await this.#begin(info.model.id);
      if (!session) return;
      this.#tell(({ modelRestarted, switchCancelled }) =>
        givenUp ? `${modelRestarted} ${switchCancelled(givenUp)}` : modelRestarted,
      );
    } catch {
      await this.#stop(({ modelNotRestarted }) => modelNotRestarted);
    }
  }

  async #stop(message: Message): Promise<void> {
    this.leave();
    this.#events.ended();
    await this.#sessions.close();
    this.#hands.errorState.report(new WordedError('engine-failed', message));
  }
}
