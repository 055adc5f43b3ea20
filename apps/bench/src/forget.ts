import { deleteModel } from '@web-clip/clip';
import { forgetAnswers } from '@web-clip/clip/internal';

/**
 * Deletes a model, and all results of self-checks, as if this browser had never used it.
 *
 * @param id Id of the model.
 */
export async function forget(id: string): Promise<void> {
  await deleteModel(id);
  await forgetAnswers();
}
