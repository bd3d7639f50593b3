import type { ActionFailure } from './action-result';

/** On a join page the business that is not found is not one that the visitor was removed from. */
export function joinFailure(failure: ActionFailure): ActionFailure {
  if (failure.code !== 'business_not_found') return failure;
  return { ...failure, remedy: 'It may have closed its join page. Ask whoever sent you the link.' };
}
