/** An image by its immutable name. */
export interface ImageDigest {
  /** Repository without tag and digest, `registry.example.com/textloom/api`. */
  repository: string;
  /** `sha256:` and 64 hexadecimal digits. */
  digest: string;
}

/** A commit since the release before. */
export interface CommitSummary {
  sha: string;
  /** First line of the message. */
  title: string;
  /** Identity of the author: e-mail address or login, in lower case. */
  author: string;
  /** Paths that it touches, at most 50. */
  files: readonly string[];
}

/** A result of a check that the build brought along. */
export interface Evidence {
  /** What was checked. */
  kind: 'ci' | 'coverage' | 'image-scan' | 'provenance';
  outcome: 'passed' | 'failed';
  /** Who says so, `GitHub Actions`. */
  source: string;
  /** Milliseconds since the epoch. */
  at: number;
  /** Measured value: per cent of coverage, number of critical and high vulnerabilities, number of tests. */
  value?: number;
  /** One line for people. */
  summary?: string;
  url?: string;
}

/** A version of a service, built once, that environments may run. */
export interface Release {
  id: string;
  /** Name of the catalog component. */
  service: string;
  /** Semantic version without `v`. */
  version: string;
  images: readonly ImageDigest[];
  /** The chart it brings along; absent where the GitOps repository holds it. */
  chart?: { name: string; version: string; digest: string };
  /** Git commit it was built from. */
  commit: string;
  /** Branch or tag, `refs/tags/v1.8.0`. */
  ref: string;
  commits: readonly CommitSummary[];
  /** Identity that built it; a person or a bot. */
  builder: string;
  /** Identity of the person behind a bot. */
  sponsor?: string;
  evidence: readonly Evidence[];
  /** Milliseconds since the epoch. */
  createdAt: number;
}
