import { ResourceRegistry } from './registry';
import { ObjectStore } from './store';
import { KubeObject } from './types';

/** Who is asking. */
export interface User {
  name: string;
  groups: string[];
  /** May do everything; without it only discovery and questions about oneself. */
  admin: boolean;
}

/** A resource that is computed when asked, such as `metrics.k8s.io`; it can be read, not watched. */
export interface ComputedResource {
  list(): KubeObject[];
}

/** Makes a container's log. */
export interface PodLogs {
  /** Lines written in a time range (milliseconds since the epoch), oldest first. */
  lines(
    pod: KubeObject,
    container: string,
    range: { from: number; to: number },
  ): { at: number; text: string }[];
}

/** Everything that one cluster's API works on. */
export interface ApiContext {
  /** Name of the cluster. */
  name: string;
  /** `gitVersion` of `/version`. */
  gitVersion: string;
  store: ObjectStore;
  registry: ResourceRegistry;
  /** By group resource, e.g. `nodes.metrics.k8s.io`. */
  computed: Map<string, ComputedResource>;
  logs: PodLogs;
  /** Bearer token to user. */
  users: Map<string, User>;
  /** Milliseconds between bookmarks of a watch. */
  bookmarkMs: number;
}

/** A request, parsed as far as every operation needs it. */
export interface ApiRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  /** Lower-case header names. */
  headers: Record<string, string | undefined>;
  body: Buffer;
}

/** Where a stream writes; `closed` calls back once when the client has gone or the stream has ended. */
export interface StreamSink {
  write(text: string): void;
  end(): void;
  closed(callback: () => void): void;
}

/** What the API answers: one body, or a stream that goes on. */
export type ApiResponse =
  | { status: number; body: unknown; contentType?: string }
  | { stream(sink: StreamSink): void; contentType: string };
