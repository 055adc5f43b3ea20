import { deleteModel } from 'web-clip';
import { forgetAnswers } from 'web-clip/host';

/**
 * Forgets a model, as if this browser had never had it, and what the self-check has learnt of any.
 *
 * @param id The model's.
 */
export async function forget(id: string): Promise<void> {
  await deleteModel(id);
  await forgetAnswers();
}
