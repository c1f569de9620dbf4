import {
  AlertFacts,
  ClusterFacts,
  SilenceFacts,
  SilenceRequest,
} from '@textloom/plugin-clusters-common';
import { SilenceWriter } from '../../service/ClusterLocator';
import { SourceFailure } from '../../service/SourceFailure';
import { Time } from '../../time/Time';
import { Endpoint, JsonClient } from '../http/JsonClient';
import {
  DEFAULT_PRIORITY,
  PriorityRule,
  projectAlert,
  projectSilence,
} from './projectAlert';

const MAX_ALERTS = 2_000;
const MINUTE_MS = 60_000;

/** An Alertmanager that holds the alerts of one cluster. */
export interface AlertmanagerSettings extends Endpoint {
  /** How urgency is told, where the usual labels do not tell it. */
  priority?: PriorityRule;
}

/** Alerts and silences of one Alertmanager, API v2. */
export class AlertmanagerSource implements SilenceWriter {
  readonly #client: JsonClient;
  readonly #priority: PriorityRule;
  readonly #time: Time;
  /** Asks anew at once, so that a silence shows where it was made. */
  readonly #onWritten: () => void;
  #alerts?: AlertFacts[];
  #silences?: SilenceFacts[];

  constructor(
    settings: AlertmanagerSettings,
    time: Time,
    onWritten: () => void,
  ) {
    this.#client = new JsonClient(settings);
    this.#priority = settings.priority ?? DEFAULT_PRIORITY;
    this.#time = time;
    this.#onWritten = onWritten;
  }

  facts(): Pick<ClusterFacts, 'alerts' | 'silences'> {
    return { alerts: this.#alerts, silences: this.#silences };
  }

  /** Reads both once. @throws SourceFailure */
  async ask(signal: AbortSignal): Promise<boolean> {
    const [alerts, silences] = await Promise.all([
      this.#list(
        '/api/v2/alerts',
        raw => projectAlert(raw, this.#priority),
        signal,
      ),
      this.#list('/api/v2/silences', projectSilence, signal),
    ]);
    this.#alerts = alerts;
    this.#silences = silences;
    return true;
  }

  async create(
    request: SilenceRequest,
    createdBy: string,
  ): Promise<SilenceFacts> {
    const now = this.#time.now();
    const startsAt = new Date(now).toISOString();
    const endsAt = new Date(now + request.minutes * MINUTE_MS).toISOString();
    const { matchers, comment } = request;
    const body = { matchers, startsAt, endsAt, createdBy, comment };
    const answer = await this.#client.ask({
      method: 'POST',
      path: '/api/v2/silences',
      json: body,
    });
    const silence = projectSilence({
      ...body,
      id: (answer as { silenceID?: unknown } | undefined)?.silenceID,
      status: { state: 'active' },
    });
    if (!silence) {
      throw new SourceFailure('server-error', 'Alertmanager gave no silence');
    }
    this.#onWritten();
    return silence;
  }

  async expire(id: string): Promise<void> {
    await this.#client.ask({
      method: 'DELETE',
      path: `/api/v2/silence/${encodeURIComponent(id)}`,
    });
    this.#onWritten();
  }

  async #list<T>(
    path: string,
    project: (raw: unknown) => T | undefined,
    signal: AbortSignal,
  ): Promise<T[]> {
    const answer = await this.#client.ask({ path, signal });
    if (!Array.isArray(answer)) {
      throw new SourceFailure('malformed', `${path} answers no list`);
    }
    return answer.slice(0, MAX_ALERTS).flatMap(item => project(item) ?? []);
  }
}
