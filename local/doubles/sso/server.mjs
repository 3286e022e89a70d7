// The local sign-in: a certified OpenID provider. Reads its settings from a JSON file that Python writes.

import { readFileSync } from 'node:fs';

import { failures } from './failures.mjs';
import { interactions } from './interactions.mjs';
import { makeProvider } from './provider.mjs';

// One sentence for the person at the terminal.
process.on('uncaughtException', (error) => {
  console.error(error.message);
  process.exit(1);
});

const settings = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const provider = makeProvider(settings);
provider.use(failures());
provider.use(interactions(provider, settings));
// A fault of the provider itself, for the log; what callers do wrong is their answer.
provider.on('server_error', (_ctx, error) => console.error(error.stack));
// One address, so that what is asked for at localhost and at 127.0.0.1 is this server, and nobody's beyond this machine.
provider.listen(settings.port, '127.0.0.1', () => console.log(`ready ${process.pid}`));
