import { ApiContext, ApiResponse, StreamSink } from './context';
import { invalidOption } from './list';
import { Negotiated } from './negotiation';
import { RequestInfo } from './requestInfo';
import { Matcher, queryMatcher } from './selectors';
import { expired } from './status';
import { StoreEvent } from './store';
import { IncludeObject, partialMetadata, toTable } from './table';
import {
  apiVersionOf,
  groupResource,
  KubeObject,
  ResourceDefinition,
} from './types';

/** Seconds after which a watch without `timeoutSeconds` is closed. */
const DEFAULT_TIMEOUT_SECONDS = 1800;
/** A last bookmark is sent this long before the timeout, as a real server does. */
const LAST_BOOKMARK_MS = 2000;

interface WatchOptions {
  /** Undefined: start with what is there now. */
  since: number | undefined;
  bookmarks: boolean;
  sendInitialEvents: boolean;
  timeoutMs: number;
}

function readOptions(query: URLSearchParams): WatchOptions {
  const version = query.get('resourceVersion') ?? '';
  if (version && !/^\d+$/.test(version)) {
    throw invalidOption('resourceVersion', 'Invalid value', version);
  }
  const bookmarks = query.get('allowWatchBookmarks') === 'true';
  const match = query.get('resourceVersionMatch');
  const sendInitialEvents = query.get('sendInitialEvents');
  if (match && sendInitialEvents === null) {
    throw invalidOption(
      'resourceVersionMatch',
      'Forbidden: resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided',
    );
  }
  if (sendInitialEvents !== null && match !== 'NotOlderThan') {
    throw invalidOption(
      'resourceVersionMatch',
      'Forbidden: sendInitialEvents requires setting resourceVersionMatch to NotOlderThan',
    );
  }
  if (sendInitialEvents === 'true' && !bookmarks) {
    throw invalidOption(
      'allowWatchBookmarks',
      'Forbidden: sendInitialEvents requires allowWatchBookmarks to be true',
    );
  }
  const fromNow =
    version === '' || version === '0' || sendInitialEvents === 'true';
  const timeout = Number(query.get('timeoutSeconds') ?? 0);
  return {
    since: fromNow ? undefined : Number(version),
    bookmarks,
    sendInitialEvents: sendInitialEvents === 'true',
    timeoutMs: (timeout > 0 ? timeout : DEFAULT_TIMEOUT_SECONDS) * 1000,
  };
}

type Encode = (type: string, object: KubeObject) => string;

function encoder(
  context: ApiContext,
  definition: ResourceDefinition,
  query: URLSearchParams,
  { shape }: Negotiated,
): Encode {
  const include = (query.get('includeObject') ?? 'Metadata') as IncludeObject;
  let headers = true;
  return (type, stored) => {
    const object = definition.convert
      ? definition.convert.fromStored(stored)
      : stored;
    if (shape === 'partial') {
      return line(type, partialMetadata(object));
    }
    if (shape === 'table') {
      const { resourceVersion } = object.metadata;
      const rows = type === 'BOOKMARK' ? [] : [object];
      const now = context.store.now();
      const table = toTable(
        definition,
        rows,
        { resourceVersion },
        { include, now, headers },
      );
      headers = false;
      return line(type, table);
    }
    return line(type, object);
  };
}

function line(type: string, object: unknown): string {
  return `${JSON.stringify({ type, object })}\n`;
}

class WatchStream {
  private readonly resource: string;

  constructor(
    private readonly context: ApiContext,
    private readonly definition: ResourceDefinition,
    private readonly options: WatchOptions,
    private readonly matches: Matcher,
    private readonly encode: Encode,
  ) {
    this.resource = groupResource(definition);
  }

  run(sink: StreamSink) {
    const { store } = this.context;
    const { since } = this.options;
    if (since === undefined) {
      this.sendCurrent(sink);
    } else {
      const missed = store.eventsSince(this.resource, since);
      if (!missed) {
        const error = expired(
          `too old resource version: ${since} (${store.revision})`,
        );
        sink.write(line('ERROR', error.toStatus()));
        sink.end();
        return;
      }
      missed.forEach(event => this.send(sink, event));
    }
    this.follow(sink);
  }

  private sendCurrent(sink: StreamSink) {
    for (const object of this.context.store.list(this.resource)) {
      if (this.matches(object)) {
        sink.write(this.encode('ADDED', object));
      }
    }
    if (this.options.sendInitialEvents) {
      const annotations = { 'k8s.io/initial-events-end': 'true' };
      this.sendBookmark(sink, annotations);
    }
  }

  private follow(sink: StreamSink) {
    const { store, bookmarkMs } = this.context;
    const unsubscribe = store.subscribe(this.resource, event =>
      this.send(sink, event),
    );
    const bookmarks = this.options.bookmarks
      ? setInterval(() => this.sendBookmark(sink), bookmarkMs)
      : undefined;
    const { timeoutMs } = this.options;
    const last =
      this.options.bookmarks && timeoutMs > LAST_BOOKMARK_MS
        ? setTimeout(
            () => this.sendBookmark(sink),
            timeoutMs - LAST_BOOKMARK_MS,
          )
        : undefined;
    const timeout = setTimeout(() => sink.end(), timeoutMs);
    sink.closed(() => {
      unsubscribe();
      clearInterval(bookmarks);
      clearTimeout(last);
      clearTimeout(timeout);
    });
  }

  private sendBookmark(sink: StreamSink, annotations?: Record<string, string>) {
    // A bookmark is an object of the resource's kind with nothing but its version.
    const metadata = {
      resourceVersion: `${this.context.store.revision}`,
      ...(annotations ? { annotations } : {}),
    };
    const object = {
      kind: this.definition.kind,
      apiVersion: apiVersionOf(this.definition),
      metadata: { name: '', ...metadata },
    };
    sink.write(this.encode('BOOKMARK', object));
  }

  /** What a change means to this watcher: an object may move into or out of its selection. */
  private send(sink: StreamSink, event: StoreEvent) {
    const before = event.previous && this.matches(event.previous);
    const after = event.type !== 'DELETED' && this.matches(event.object);
    if (after) {
      sink.write(this.encode(before ? 'MODIFIED' : 'ADDED', event.object));
    } else if (before) {
      sink.write(this.encode('DELETED', event.object));
    }
  }
}

/**
 * Opens a watch: replays from `resourceVersion`, then follows; bookmarks when asked; a version that has left the
 * window is answered with HTTP 200 and one `ERROR` event of code 410, as a real server does.
 * @throws ApiError 422 for options that do not go together.
 */
export function watchResource(
  context: ApiContext,
  definition: ResourceDefinition,
  info: RequestInfo,
  query: URLSearchParams,
  negotiated: Negotiated,
): ApiResponse {
  const options = readOptions(query);
  const selected = queryMatcher(query, definition);
  const matches: Matcher = object =>
    (!info.namespace || object.metadata.namespace === info.namespace) &&
    (!info.name || object.metadata.name === info.name) &&
    (!selected || selected(object));
  const encode = encoder(context, definition, query, negotiated);
  return {
    contentType: 'application/json',
    stream: sink =>
      new WatchStream(context, definition, options, matches, encode).run(sink),
  };
}
