/**
 * A journey that fails is gone once more, at once, with fresh pages: what fails twice is broken, what passes then is
 * unsteady. Both are said: why it failed here, and the names of all that were gone twice by `.ci/run`.
 */
jest.retryTimes(1, { logErrorsBeforeRetry: true, retryImmediately: true });
