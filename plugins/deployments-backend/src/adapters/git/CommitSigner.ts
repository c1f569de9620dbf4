import {
  createMessage,
  decryptKey,
  PrivateKey,
  readPrivateKey,
  sign,
} from 'openpgp';

/** Signs commits with an OpenPGP key, so that Argo CD's source integrity can tell the portal's from all others. */
export class CommitSigner {
  readonly #key: PrivateKey;

  private constructor(key: PrivateKey) {
    this.#key = key;
  }

  /**
   * Reads an armoured private key.
   * @throws when it is none, or the passphrase does not open it.
   */
  static async read(
    armoredKey: string,
    passphrase?: string,
  ): Promise<CommitSigner> {
    const key = await readPrivateKey({ armoredKey });
    return new CommitSigner(
      key.isDecrypted()
        ? key
        : await decryptKey({ privateKey: key, passphrase: passphrase ?? '' }),
    );
  }

  /** Armoured detached signature of a commit object. */
  async sign(commit: string): Promise<string> {
    const signature = await sign({
      message: await createMessage({ binary: Buffer.from(commit) }),
      signingKeys: this.#key,
      detached: true,
    });
    return signature.replace(/\r\n/g, '\n');
  }
}
