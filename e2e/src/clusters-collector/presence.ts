import { KubeError } from './kubeWriter';

/** Whether the object of a request was there; a controller of the server may have taken it away. */
export async function isThere(request: Promise<unknown>): Promise<boolean> {
  try {
    await request;
    return true;
  } catch (error) {
    if (error instanceof KubeError && error.status === 404) {
      return false;
    }
    throw error;
  }
}
