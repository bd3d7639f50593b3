import { runScript } from './local/problem';
import { run } from './local/run';

runScript(() => run('development'));
