/** An error of the API, as the SDK tells it by its name. */
export class EksRefusal extends Error {
  constructor(readonly status: number, readonly code: string, message: string) {
    super(message);
    this.name = 'EksRefusal';
  }
}

export const notFound = (what: string) =>
  new EksRefusal(404, 'ResourceNotFoundException', what);

export const invalid = (message: string) =>
  new EksRefusal(400, 'InvalidParameterException', message);
