/**
 * docs/operations/backup.md, gone through: its commands are taken from the page and run. A database with all kinds of
 * movement is dumped while it is written to, restored on another server, compared wallet by wallet, proved, and the
 * app is started on the copy.
 */
import { runScript } from './local/problem';
import { progressLines } from './local/terminal';
import { RestoreStage } from './restore/stage';

runScript(async () => {
  const { step } = progressLines(() => undefined);
  const stage = await RestoreStage.open();
  const tell = async (title: string, work: () => Promise<string>) =>
    step(title, async () => ({ result: undefined, note: await work() }));
  try {
    await tell('Original', () => stage.startOriginal());
    await tell('Movement', () => stage.move());
    await tell('Backup', () => stage.backUpWhileMoving());
    await tell('Restore', () => stage.restore());
    await tell('Roles', () => stage.compareRoles());
    await tell('Proof', () => stage.prove());
    await tell('Balances', () => stage.compareWallets());
    await tell('The app', () => stage.useCopy());
    await tell('Schedule', () => stage.takeUpSchedule());
    console.log('\nThe backup restores: nothing differs, nothing drifts, and the app works on it.');
  } finally {
    await stage.close();
  }
});
