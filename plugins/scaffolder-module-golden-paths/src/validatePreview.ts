import { ApiHolder, translationApiRef } from '@backstage/frontend-plugin-api';
import { Say } from './hooks/useSay';
import { errorsIn } from './presentation/outcome';
import { goldenPathsTranslationRef } from './translation';

/** Holds the form up while the preview is not there, or when the policy has found errors; says which. */
export function validatePreview(
  value: string,
  field: { addError(message: string): void },
  { apiHolder }: { apiHolder: ApiHolder },
): void {
  const count = errorsIn(value);
  const translation = apiHolder
    .get(translationApiRef)
    ?.getTranslation(goldenPathsTranslationRef);
  // Texts of the language are loaded with the field itself.
  const t = translation?.ready ? (translation.t as unknown as Say) : undefined;
  if (count > 0) {
    field.addError(
      t?.('block.errors', { count }) ??
        `The policy found ${count} errors. Correct your answers, or ask the owners of the template.`,
    );
  } else if (value === 'pending') {
    field.addError(
      t?.('block.pending') ?? 'Wait until the preview is there, a few seconds.',
    );
  }
}
