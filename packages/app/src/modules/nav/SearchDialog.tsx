import { SearchModal } from '@backstage/plugin-search';

/** The framework's search in a dialog; a file of its own so that it loads on demand. */
export function SearchDialog({ onClose }: { onClose: () => void }) {
  return <SearchModal open hidden={false} toggleModal={onClose} />;
}
