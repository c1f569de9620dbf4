import { useEffect, useState } from 'react';
import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';

/** Entity reference of the reader; undefined for the moment until it is known. */
export function useMe(): string | undefined {
  const identityApi = useApi(identityApiRef);
  const [me, setMe] = useState<string>();
  useEffect(() => {
    let current = true;
    identityApi.getBackstageIdentity().then(
      ({ userEntityRef }) => current && setMe(userEntityRef),
      () => {},
    );
    return () => {
      current = false;
    };
  }, [identityApi]);
  return me;
}
