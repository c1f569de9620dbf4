/** What the forge does not do, with the status and the sentence that its client is told. */
export class ForgeError extends Error {
  constructor(
    readonly status: 400 | 401 | 404 | 405 | 409 | 413 | 415 | 422 | 503,
    message: string,
  ) {
    super(message);
  }
}
