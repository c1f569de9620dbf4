/** A natural person as the catalog knows them. Several accounts of one person are one `Person`. */
export interface Person {
  /** Entity reference of the catalog user, `user:default/jane`. */
  ref: string;
  /** Name that pages show. */
  name: string;
  /** References of all groups that the person belongs to, also through parent groups. */
  groups: readonly string[];
  /**
   * Other names of the same person in lower case: entity references of further accounts, e-mail addresses, logins of
   * code hosts. Commits and builds are matched to a person by them.
   */
  identities: readonly string[];
}

/** What made a person part of a change, and keeps them from approving it. */
export type Involvement = 'requester' | 'author' | 'builder' | 'sponsor';

/** An involvement of one person in one proposal. */
export interface Involved {
  /** Reference of the person where the catalog knows them, else the identity as it was given. */
  person: string;
  as: Involvement;
  /** Commits of the person among all since the baseline; for authors. */
  commits?: { own: number; all: number };
}

/** Who acts. Only `human` can take a seat. */
export interface Actor {
  /** Entity reference of a user, or the subject of a service or agent. */
  ref: string;
  kind: 'human' | 'agent' | 'service';
  /** When the person last proved who they are, in milliseconds since the epoch; unknown is too old. */
  provenAt?: number;
}
